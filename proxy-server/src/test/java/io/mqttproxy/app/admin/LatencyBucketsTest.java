package io.mqttproxy.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttproxy.app.admin.LatencyBuckets.Bucket;
import java.time.Duration;
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
    void aTimerIsReadByTheMoment() {
        Timer timer = Timer.builder("store")
                .serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(20))
                .register(new SimpleMeterRegistry());
        timer.record(Duration.ofMillis(5));
        LatencyBuckets earlier = LatencyBuckets.of(timer);
        timer.record(Duration.ofMillis(15));
        timer.record(Duration.ofMillis(99));

        assertEquals(
                new LatencyBuckets(2, List.of(new Bucket(10, 0), new Bucket(20, 1))),
                LatencyBuckets.of(timer).since(earlier));
    }
}
