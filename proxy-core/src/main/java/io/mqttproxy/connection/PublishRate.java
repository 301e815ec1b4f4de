package io.mqttproxy.connection;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.connection.ReadGate.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Holds one connection to {@code max-publish-rate} and {@code max-publish-bytes-rate}: two token buckets that hold what
 * may be published in a second. When one is empty the client is read later, and nothing is dropped.
 *
 * <p>The gate opens again in the sweep of the loop. A sweep is more frequent than a bucket fills, so no token is lost by
 * waiting for it, and a connection needs no timer of its own.
 */
final class PublishRate {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final ReadGate gate;
    private final Bucket publishes;
    private final Bucket bytes;

    private PublishRate(LimitsConfig limits, ReadGate gate, long nowNanos) {
        this.gate = gate;
        this.publishes = new Bucket(limits.maxPublishRate(), nowNanos);
        this.bytes = new Bucket(limits.maxPublishBytesRate(), nowNanos);
    }

    /** {@code null} when neither is limited. */
    static @Nullable PublishRate of(LimitsConfig limits, ReadGate gate, long nowNanos) {
        return limits.maxPublishRate() == 0 && limits.maxPublishBytesRate() == 0
                ? null
                : new PublishRate(limits, gate, nowNanos);
    }

    /** Counts a publish that was read; it may be the last one for a while. */
    void published(int payloadBytes, long nowNanos) {
        publishes.take(1, nowNanos);
        bytes.take(payloadBytes, nowNanos);
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
        return publishes.isEmpty(nowNanos) || bytes.isEmpty(nowNanos);
    }

    /** Holds one second's worth of tokens; what is taken beyond that is owed. Kept as the time when it is full again. */
    private static final class Bucket {
        private final double nanosPerToken;
        private long fullAtNanos;

        /** @param tokensPerSecond 0 for a bucket that is never empty */
        Bucket(int tokensPerSecond, long nowNanos) {
            nanosPerToken = tokensPerSecond == 0 ? 0 : (double) NANOS_PER_SECOND / tokensPerSecond;
            fullAtNanos = nowNanos;
        }

        void take(int tokens, long nowNanos) {
            if (fullAtNanos - nowNanos < 0) {
                fullAtNanos = nowNanos;
            }
            fullAtNanos += (long) (tokens * nanosPerToken);
        }

        boolean isEmpty(long nowNanos) {
            return fullAtNanos - nowNanos >= NANOS_PER_SECOND;
        }
    }
}
