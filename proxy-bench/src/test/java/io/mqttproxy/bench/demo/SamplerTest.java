package io.mqttproxy.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private final Sampler sampler = new Sampler(0);

    @Test
    void aFloodIsThinnedToWhatOneCanRead() {
        long shown = LongStream.range(0, 10_000)
                .filter(millisecond -> sampler.admits(TimeUnit.MILLISECONDS.toNanos(millisecond)))
                .count();

        assertEquals(20, shown);
    }

    @Test
    void oneMessagePerSecondIsShownInFull() {
        long shown = LongStream.range(0, 100)
                .filter(second -> sampler.admits(TimeUnit.SECONDS.toNanos(second)))
                .count();

        assertEquals(100, shown);
    }
}
