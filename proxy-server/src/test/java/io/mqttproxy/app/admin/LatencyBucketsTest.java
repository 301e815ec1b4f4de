package io.mqttproxy.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.app.admin.LatencyBuckets.Bucket;
import io.mqttproxy.metrics.StoreLatency;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {
    private static final LatencyBuckets BUCKETS =
            new LatencyBuckets(100, List.of(new Bucket(10, 0), new Bucket(20, 50), new Bucket(50, 80)));

    @Test
    void percentilesLieWithinTheirBucket() {
        assertEquals(15, BUCKETS.percentile(0.25));
        assertEquals(20, BUCKETS.percentile(0.5));
        assertEquals(35, BUCKETS.percentile(0.65));
    }

    @Test
    void whatIsBeyondTheLastBoundIsToldAsThatBound() {
        assertEquals(50, BUCKETS.percentile(0.99));
    }

    @Test
    void nothingHasNoPercentiles() {
        assertEquals(Double.NaN, LatencyBuckets.EMPTY.percentile(0.5));
        assertEquals(Double.NaN, BUCKETS.since(BUCKETS).percentile(0.5));
    }

    @Test
    void whatTheEventLoopsCountedIsReadByTheMoment() {
        long[] bounds = {10_000_000, 20_000_000};
        LatencyBuckets earlier = LatencyBuckets.of(new StoreLatency(bounds, new long[] {1, 0, 0}, 5_000_000));
        LatencyBuckets later = LatencyBuckets.of(new StoreLatency(bounds, new long[] {1, 1, 1}, 119_000_000));

        assertEquals(new LatencyBuckets(2, List.of(new Bucket(10, 0), new Bucket(20, 1))), later.since(earlier));
    }
}
