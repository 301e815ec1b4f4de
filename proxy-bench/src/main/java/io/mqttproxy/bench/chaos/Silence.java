package io.mqttproxy.bench.chaos;

/**
 * How long a device has waited for an acknowledgement while it had unacknowledged messages. Times are
 * of {@link System#nanoTime}.
 */
final class Silence {
    private boolean waiting;
    private long since;
    private long longest;
    private boolean everBroken;
    private long broken;

    /** There is something to wait for from now on, if there was not before. */
    void begin(long time) {
        if (!waiting) {
            waiting = true;
            since = time;
        }
    }

    /**
     * An acknowledgement came.
     *
     * @param settled whether it was the last one that is waited for
     */
    void end(long time, boolean settled) {
        longest = Math.max(longest, time - since);
        since = time;
        waiting = !settled;
        everBroken = true;
        broken = time;
    }

    /** Whether an acknowledgement came after that time. */
    boolean wasBrokenAfter(long time) {
        return everBroken && broken - time > 0;
    }

    /** Nanoseconds of the longest silence, one that lasts included. */
    long longest(long now) {
        return waiting ? Math.max(longest, now - since) : longest;
    }
}
