package io.mqttproxy.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyTest {
    @Test
    void microsecondsBecomeMilliseconds() {
        Histogram micros = new Histogram(3);
        LongStream.rangeClosed(1, 1_000).forEach(value -> micros.recordValue(value * 1_000));

        Latency latency = Latency.of(micros);

        assertEquals(1_000, latency.count());
        assertEquals(500, latency.p50(), 1);
        assertEquals(990, latency.p99(), 1);
        assertEquals(1_000, latency.max(), 1);
    }

    @Test
    void theDistributionRises() {
        Histogram micros = new Histogram(3);
        LongStream.rangeClosed(1, 10_000).forEach(micros::recordValue);

        List<Latency.Point> points = Latency.of(micros).distribution();

        for (int index = 1; index < points.size(); index++) {
            assertTrue(points.get(index).millis() >= points.get(index - 1).millis());
        }
        assertEquals(100, points.get(points.size() - 1).percentile());
    }

    @Test
    void withoutMeasurementsTheLatencyIsEmpty() {
        assertEquals(0, Latency.of(new Histogram(3)).count());
    }
}
