package io.mqttproxy.app.admin;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How many took how long: what a histogram had counted at one moment.
 *
 * @param total all, including those that were slower than the last bound
 * @param buckets by upper bound, ascending, each with the count of all that were no slower
 */
record LatencyBuckets(double total, List<Bucket> buckets) {
    static final LatencyBuckets EMPTY = new LatencyBuckets(0, List.of());

    record Bucket(double upperMillis, double count) {}

    static LatencyBuckets of(Timer timer) {
        List<Bucket> buckets = new ArrayList<>();
        for (CountAtBucket bucket : timer.takeSnapshot().histogramCounts()) {
            if (!Double.isInfinite(bucket.bucket())) {
                buckets.add(new Bucket(bucket.bucket(TimeUnit.MILLISECONDS), bucket.count()));
            }
        }
        return new LatencyBuckets(timer.count(), buckets);
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
