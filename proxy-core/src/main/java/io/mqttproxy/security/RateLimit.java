package io.mqttproxy.security;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A limit of events per second: a token bucket that holds the tokens of one second, represented by a
 * point in time. Thread-safe and lock-free.
 */
public final class RateLimit {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int perSecond;
    private final LongSupplier clock;

    /**
     * The time up to which tokens have been taken; at most one second behind the clock and never ahead
     * of it.
     */
    private final AtomicLong usedUpToNanos;

    /**
     * Creates a limit with a full bucket, so that a burst of one second's worth is allowed at start.
     *
     * @param perSecond events per second, 0 for no limit
     * @param clock replaces {@link System#nanoTime} in tests
     */
    public RateLimit(int perSecond, LongSupplier clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.usedUpToNanos = new AtomicLong(clock.getAsLong() - NANOS_PER_SECOND);
    }

    /** Takes one token if there is one; returns whether it did. */
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
