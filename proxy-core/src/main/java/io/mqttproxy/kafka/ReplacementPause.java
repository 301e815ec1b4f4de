package io.mqttproxy.kafka;

import java.time.Duration;

/**
 * How long to wait before creating the next producer: twice as long each time, until a producer has
 * stored something.
 */
final class ReplacementPause {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration shortest;
    private Duration next;

    ReplacementPause(Duration shortest) {
        this.shortest = shortest;
        this.next = shortest;
    }

    /** The pause after a producer that had stored something. */
    Duration first() {
        next = shortest;
        return next();
    }

    /** The pause after a producer that has stored nothing, or after a failed attempt to create one. */
    Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }
}
