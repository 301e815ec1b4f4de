package io.mqttproxy.connection;

import java.util.function.LongSupplier;

/**
 * The time of the event that an event loop is busy with. All packets of one read share it, and all outcomes of one batch:
 * reading the clocks for each message would be a good part of what a message costs. Belongs to that loop.
 */
final class EventClock {
    private final LongSupplier clock;
    private boolean inEvent;
    private long nanos;
    private Long millis = 0L;

    /** @param clock as {@link System#nanoTime} */
    EventClock(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whatever is asked for next belongs to another event. */
    void endOfEvent() {
        inEvent = false;
    }

    /** As {@link System#nanoTime}. */
    long nanos() {
        read();
        return nanos;
    }

    /** Milliseconds since the epoch, one object for the whole event. */
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
