package io.mqttproxy.connection;

import io.mqttproxy.config.RateLimits;
import io.mqttproxy.connection.ReadGate.Reason;

/**
 * Holds one connection to {@code max-publish-rate} and {@code max-publish-bytes-rate}: two token buckets that hold what
 * may be published in a second. When one is empty the client is read later, and nothing is dropped.
 *
 * <p>The gate opens again in the sweep of the loop. A sweep is more frequent than a bucket fills, so no token is lost by
 * waiting for it, and a connection needs no timer of its own.
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

    /** Counts a publish that was read; it may be the last one for a while. */
    void published(int bytes, long nowNanos) {
        publishesFullAtNanos = taken(1, limits.maxPublishRate(), publishesFullAtNanos, nowNanos);
        bytesFullAtNanos = taken(bytes, limits.maxPublishBytesRate(), bytesFullAtNanos, nowNanos);
        if (isExceeded(nowNanos)) {
            gate.shut(Reason.RATE_EXCEEDED);
        }
    }

    /** Time has passed; takes effect when the gate is applied. */
    void tick(long nowNanos) {
        if (gate.isShut(Reason.RATE_EXCEEDED) && !isExceeded(nowNanos)) {
            gate.open(Reason.RATE_EXCEEDED);
        }
    }

    private boolean isExceeded(long nowNanos) {
        return isEmpty(publishesFullAtNanos, nowNanos) || isEmpty(bytesFullAtNanos, nowNanos);
    }

    // A bucket is the time when it will be full again. It holds one second's worth of tokens; what is taken beyond that
    // is owed.

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
