package io.mqttproxy.connection;

import java.util.function.LongSupplier;

/**
 * The time of the event that an event loop is processing, shared by all packets of one read and all
 * outcomes of one batch: reading the clocks for each message would be a considerable part of the cost
 * of a message. Used on that event loop only.
 */
final class EventClock {
    private final LongSupplier clock;
    private boolean inEvent;
    private long nanos;
    private Long millis = 0L;

    /** @param clock replaces {@link System#nanoTime} in tests */
    EventClock(LongSupplier clock) {
        this.clock = clock;
    }

    /** Ends the event: the next request reads the clocks again. */
    void endOfEvent() {
        inEvent = false;
    }

    /** The time of the event, as {@link System#nanoTime}. */
    long nanos() {
        read();
        return nanos;
    }

    /** The time of the event in milliseconds since the epoch; the same object during one event. */
    Long millis() {
        read();
        return millis;
    }

    private void read() {
        if (!inEvent) {
            inEvent = true;
            nanos = clock.getAsLong();
            millis = System.currentTimeMillis();
        }
    }
}
