package io.mqttproxy.connection;

import io.mqttproxy.config.RateLimits;
import io.mqttproxy.connection.ReadGate.Reason;

/**
 * Limits one connection to {@code max-publish-rate} and {@code max-publish-bytes-rate}, with two token
 * buckets that each hold one second's worth. When a bucket is empty, reading pauses; nothing is
 * dropped.
 *
 * <p>The gate opens again in the event loop's sweep. Sweeps are more frequent than a bucket takes to
 * fill, so no token is lost by waiting for one, and a connection needs no timer of its own.
 */
final class PublishRate {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final RateLimits limits;
    private final ReadGate gate;
    private long publishesFullAtNanos;
    private long bytesFullAtNanos;

    PublishRate(RateLimits limits, ReadGate gate, long nowNanos) {
        this.limits = limits;
        this.gate = gate;
        this.publishesFullAtNanos = nowNanos;
        this.bytesFullAtNanos = nowNanos;
    }

    /** Counts a publish and shuts the gate if a bucket is now empty. */
    void published(int bytes, long nowNanos) {
        publishesFullAtNanos = taken(1, limits.maxPublishRate(), publishesFullAtNanos, nowNanos);
        bytesFullAtNanos = taken(bytes, limits.maxPublishBytesRate(), bytesFullAtNanos, nowNanos);
        if (isExceeded(nowNanos)) {
            gate.shut(Reason.RATE_EXCEEDED);
        }
    }

    /** Opens the gate once both buckets have tokens; takes effect when the gate is applied. */
    void tick(long nowNanos) {
        if (gate.isShut(Reason.RATE_EXCEEDED) && !isExceeded(nowNanos)) {
            gate.open(Reason.RATE_EXCEEDED);
        }
    }

    private boolean isExceeded(long nowNanos) {
        return isEmpty(publishesFullAtNanos, nowNanos) || isEmpty(bytesFullAtNanos, nowNanos);
    }

    // A bucket is represented by the time when it will be full again. It holds one second's worth of
    // tokens and may go below zero.

    /** @param tokensPerSecond 0 for a bucket that is never empty */
    private static long taken(int tokens, int tokensPerSecond, long fullAtNanos, long nowNanos) {
        if (tokensPerSecond == 0) {
            return nowNanos;
        }
        return Math.max(0, fullAtNanos - nowNanos) + nowNanos + tokens * NANOS_PER_SECOND / tokensPerSecond;
    }

    private static boolean isEmpty(long fullAtNanos, long nowNanos) {
        return fullAtNanos - nowNanos >= NANOS_PER_SECOND;
    }
}
