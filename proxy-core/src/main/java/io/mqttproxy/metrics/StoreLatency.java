package io.mqttproxy.metrics;

import java.util.Arrays;

/**
 * How many publishes took how long from their receipt to Kafka's acknowledgement. Nobody writes to the arrays.
 *
 * @param boundsNanos upper bounds, ascending, each within its bucket
 * @param counts of each bucket by itself; one more than bounds, for what is beyond the last
 */
public record StoreLatency(long[] boundsNanos, long[] counts, long sumNanos) {

    /** All of them. */
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
