package io.mqttproxy.kafka;

import java.time.Duration;

/** How long to wait before the next producer: each time twice as long, until one of them has stored something. */
final class ReplacementPause {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration shortest;
    private Duration next;

    ReplacementPause(Duration shortest) {
        this.shortest = shortest;
        this.next = shortest;
    }

    /** After a producer that had stored something. */
    Duration first() {
        next = shortest;
        return next();
    }

    /** After a producer, or an attempt to make one, that was of no use at all. */
    Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }
}
