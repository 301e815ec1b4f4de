package io.mqttproxy.app;

import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.metrics.StoreLatency;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** Shows Prometheus the histogram that the event loops keep themselves. */
record StoreLatencyCollector(ProxyMetrics metrics) implements Collector {
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public MetricSnapshot collect() {
        StoreLatency latency = metrics.storeLatency();
        return HistogramSnapshot.builder()
                .name(ProxyMetrics.STORE_LATENCY)
                .help(ProxyMetrics.STORE_LATENCY_HELP)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets(latency))
                        .sum(latency.sumNanos() / NANOS_PER_SECOND)
                        .build())
                .build();
    }

    private static ClassicHistogramBuckets buckets(StoreLatency latency) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < latency.boundsNanos().length; i++) {
            buckets.bucket(latency.boundsNanos()[i] / NANOS_PER_SECOND, latency.counts()[i]);
        }
        return buckets.bucket(Double.POSITIVE_INFINITY, latency.counts()[latency.boundsNanos().length])
                .build();
    }
}
