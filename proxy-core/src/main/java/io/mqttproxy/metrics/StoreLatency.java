package io.mqttproxy.metrics;

import java.util.Arrays;

/**
 * A histogram of the time from the receipt of a publish to Kafka's acknowledgement. Nobody may write
 * to the arrays.
 *
 * @param boundsNanos upper bounds of the buckets, inclusive, ascending, in nanoseconds
 * @param counts publishes per bucket, not cumulative; one element more than bounds, for latencies
 *     above the last bound
 * @param sumNanos the sum of all latencies, in nanoseconds
 */
public record StoreLatency(long[] boundsNanos, long[] counts, long sumNanos) {

    /** Number of publishes in all buckets. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    StoreLatency plus(StoreLatency other) {
        long[] sums = counts.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.counts[i];
        }
        return new StoreLatency(boundsNanos, sums, sumNanos + other.sumNanos);
    }
}
