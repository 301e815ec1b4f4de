package io.mqttproxy.bench.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetMetricsTest {
    private static final String PAGE = """
            # TYPE jvm_gc_pause_seconds summary
            jvm_gc_pause_seconds_count{action="end of minor GC",cause="Allocation",gc="Copy"} 3
            jvm_gc_pause_seconds_sum{action="end of minor GC",cause="Allocation",gc="Copy"} 0.25
            jvm_gc_pause_seconds_count{action="end of major GC",cause="Allocation",gc="Old"} 1
            jvm_gc_pause_seconds_sum{action="end of major GC",cause="Allocation",gc="Old"} 0.5
            jvm_gc_pause_seconds_max{action="end of major GC",cause="Allocation",gc="Old"} 9.0
            jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.5E7
            jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 5000000.0
            jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0E7
            netty_allocator_memory_used{allocator_type="Adaptive",id="1",memory_type="direct"} 2000000.0
            netty_allocator_memory_used{allocator_type="Adaptive",id="1",memory_type="heap"} 9000000.0
            jvm_buffer_memory_used_bytes{id="direct"} 1000000.0
            jvm_buffer_memory_used_bytes{id="mapped"} 9000000.0
            mqtt_proxy_disconnects_total{reason="stalled"} 0.0
            mqtt_proxy_disconnects_total{reason="client-gone"} 12.0
            """;

    @Test
    void poolsAndCollectorsAreAddedUp() {
        assertEquals(new JvmUsage(20_000_000, 3_000_000, 4, 0.75), TargetMetrics.parse(PAGE));
    }

    @Test
    void replicasAreAddedUp() throws Exception {
        try (MetricsPage one = new MetricsPage(PAGE);
                MetricsPage other = new MetricsPage(PAGE)) {
            TargetMetrics metrics = TargetMetrics.of(List.of(one.address(), other.address()));

            assertEquals(new JvmUsage(40_000_000, 6_000_000, 8, 1.5), metrics.read());
        }
    }

    @Test
    void countersAreReadByTheirLabelUnlessTheyAreZero() throws Exception {
        try (MetricsPage one = new MetricsPage(PAGE);
                MetricsPage other = new MetricsPage(PAGE)) {
            TargetMetrics metrics = TargetMetrics.of(List.of(one.address(), other.address()));

            assertEquals(Map.of("client-gone", 24L), metrics.counts("mqtt_proxy_disconnects_total", "reason"));
        }
    }

    @Test
    void aPageThatStopsAnsweringDoesNotEndTheRun() throws Exception {
        MetricsPage page = new MetricsPage(PAGE);
        TargetMetrics metrics = TargetMetrics.of(List.of(page.address()));

        page.close();

        assertNull(metrics.read());
    }

    @Test
    void aPageThatIsMissingOrNotOfAJvmIsNamedAtOnce() throws Exception {
        try (MetricsPage page = new MetricsPage("process_cpu_seconds_total 1\n")) {
            URI address = page.address();
            assertEquals("target-metrics: " + address + " has no jvm_memory_used_bytes", refusal(address));
            assertTrue(refusal(address.resolve("/other"))
                    .startsWith("target-metrics: cannot read " + address.resolve("/other")));
            assertTrue(refusal(URI.create("metrics")).startsWith("target-metrics: "));
        }
    }

    private static String refusal(URI page) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> TargetMetrics.of(List.of(page)))
                .getMessage());
    }
}
