package io.mqttproxy.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.mqtt.ConnectResult;
import io.mqttproxy.mqtt.ProtocolVersion;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StatusHistoryTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ProxyMetrics metrics = new ProxyMetrics(registry);
    private final LoopCounters loop = metrics.newLoopCounters();

    @AutoClose
    private final StatusHistory history = new StatusHistory(registry, metrics::storeLatency);

    private long nanos;

    @Test
    void ratesAreThoseBetweenTwoSamples() {
        sample();
        loop.add(Count.PUBLISHES_QOS_0, 10);
        loop.add(Count.PUBLISHES_QOS_1, 10);
        loop.add(Count.BYTES_QOS_1, 600);
        loop.add(Count.ACKS_QOS_1, 4);
        metrics.connectAnswered(ConnectResult.ACCEPTED);
        metrics.connectionOpened("mqtt", ProtocolVersion.MQTT_5);
        loop.add(Count.IN_FLIGHT, 6);
        sample();
        sample();

        assertSeries("publishes", 10, 0);
        assertSeries("bytes", 300, 0);
        assertSeries("acks", 2, 0);
        assertSeries("connects", 0.5, 0);
        assertSeries("connections", 1, 1);
        assertSeries("inFlight", 6, 6);
    }

    @Test
    void percentilesAreThoseOfTheLastMinute() {
        sample();
        loop.stored(Duration.ofMillis(150).toNanos());
        sample();
        assertEquals(150, history.lastMinute().percentile(0.5), "half way between 100 and 200 ms");

        for (int i = 0; i < 30; i++) {
            sample();
        }
        assertEquals(0, history.lastMinute().total());
    }

    @Test
    void itForgetsWhatIsOlderThanFiveMinutes() {
        for (int i = 0; i < 1_000; i++) {
            sample();
        }
        assertEquals(150, history.series().getOrDefault("publishes", List.of()).size());
    }

    private void sample() {
        history.sample(nanos);
        nanos += StatusHistory.INTERVAL.toNanos();
    }

    private void assertSeries(String name, double... values) {
        assertEquals(Arrays.stream(values).boxed().toList(), history.series().get(name), name);
    }
}
