package io.mqttproxy.app.admin;

import io.mqttproxy.metrics.StoreLatency;
import java.util.ArrayList;
import java.util.List;

/**
 * How many took how long: what a histogram had counted at one moment.
 *
 * @param total all, including those that were slower than the last bound
 * @param buckets by upper bound, ascending, each with the count of all that were no slower
 */
record LatencyBuckets(double total, List<Bucket> buckets) {
    private static final double NANOS_PER_MILLI = 1e6;

    static final LatencyBuckets EMPTY = new LatencyBuckets(0, List.of());

    record Bucket(double upperMillis, double count) {}

    static LatencyBuckets of(StoreLatency latency) {
        List<Bucket> buckets = new ArrayList<>();
        long count = 0;
        for (int i = 0; i < latency.boundsNanos().length; i++) {
            count += latency.counts()[i];
            buckets.add(new Bucket(latency.boundsNanos()[i] / NANOS_PER_MILLI, count));
        }
        return new LatencyBuckets(latency.total(), buckets);
    }

    /** What was counted between an earlier moment and this one. */
    LatencyBuckets since(LatencyBuckets earlier) {
        if (earlier.buckets.size() != buckets.size()) {
            return this;
        }
        List<Bucket> difference = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            Bucket bucket = buckets.get(i);
            difference.add(new Bucket(bucket.upperMillis, bucket.count - earlier.buckets.get(i).count));
        }
        return new LatencyBuckets(total - earlier.total, difference);
    }

    /**
     * Milliseconds that this share of all took at most, as if they were spread evenly within each bucket; NaN when there
     * were none, and the last bound for those that are beyond it.
     *
     * @param share from 0 to 1
     */
    double percentile(double share) {
        double wanted = share * total;
        double lower = 0;
        double below = 0;
        for (Bucket bucket : buckets) {
            if (bucket.count >= wanted && bucket.count > below) {
                return lower + (bucket.upperMillis - lower) * (wanted - below) / (bucket.count - below);
            }
            lower = bucket.upperMillis;
            below = bucket.count;
        }
        return total == 0 ? Double.NaN : lower;
    }
}
