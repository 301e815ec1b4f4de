package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.ProxyMetrics;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StoreLatencyCollectorTest {
    @AutoClose
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final ProxyMetrics proxy = new ProxyMetrics(registry);

    @Test
    void prometheusSeesAHistogramInSeconds() {
        ServerMetrics.bind(registry, proxy, new Version(), () -> true);
        LoopCounters loop = proxy.newLoopCounters();
        loop.stored(Duration.ofMillis(15).toNanos());
        loop.stored(Duration.ofMillis(60).toNanos());
        loop.stored(Duration.ofMinutes(10).toNanos());

        String scrape = registry.scrape();

        assertHas(scrape, "# TYPE mqtt_proxy_store_seconds histogram");
        assertHas(scrape, "mqtt_proxy_store_seconds_bucket{le=\"0.01\"} 0");
        assertHas(scrape, "mqtt_proxy_store_seconds_bucket{le=\"0.02\"} 1");
        assertHas(scrape, "mqtt_proxy_store_seconds_bucket{le=\"0.1\"} 2");
        assertHas(scrape, "mqtt_proxy_store_seconds_bucket{le=\"120.0\"} 2");
        assertHas(scrape, "mqtt_proxy_store_seconds_bucket{le=\"+Inf\"} 3");
        assertHas(scrape, "mqtt_proxy_store_seconds_count 3");
        assertHas(scrape, "mqtt_proxy_store_seconds_sum 600.075");
        assertHas(scrape, "mqtt_proxy_store_seconds_max 600.0");
    }

    private static void assertHas(String scrape, String line) {
        assertTrue(scrape.lines().anyMatch(line::equals), () -> line + " is not in\n" + scrape);
    }
}
