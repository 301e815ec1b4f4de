package io.mqttproxy.security;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Allows so many events per second: a token bucket that holds one second's worth and is stored as a point in time, so that it
 * needs no timer. Safe for all threads; never waits.
 */
public final class RateLimit {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int perSecond;
    private final LongSupplier clock;

    /** Up to when the rate has been used; runs at most one second behind the clock, never ahead of it. */
    private final AtomicLong usedUpToNanos;

    /**
     * A limit of which nothing has been used in the last second: whoever has just started has a second's worth to give.
     *
     * @param perSecond 0 for no limit
     * @param clock as {@link System#nanoTime}
     */
    public RateLimit(int perSecond, LongSupplier clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.usedUpToNanos = new AtomicLong(clock.getAsLong() - NANOS_PER_SECOND);
    }

    /** Takes one, or says that there is none left. */
    public boolean tryTake() {
        if (perSecond == 0) {
            return true;
        }
        long now = clock.getAsLong();
        long interval = NANOS_PER_SECOND / perSecond;
        while (true) {
            long used = usedUpToNanos.get();
            long next = Math.max(used, now - NANOS_PER_SECOND) + interval;
            if (next - now > 0) {
                return false;
            }
            if (usedUpToNanos.compareAndSet(used, next)) {
                return true;
            }
        }
    }
}
