package io.mqttproxy.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mqttproxy.metrics.ProxyMetrics;
import java.util.function.BooleanSupplier;

/** Meters of the assembled server: which build runs, whether its Kafka answers, how fast it stores. */
final class ServerMetrics {
    private ServerMetrics() {}

    /** @param kafkaReachable answers from memory, on any thread */
    static void bind(
            PrometheusMeterRegistry registry, ProxyMetrics proxy, Version version, BooleanSupplier kafkaReachable) {
        registry.getPrometheusRegistry().register(new StoreLatencyCollector(proxy));
        Gauge.builder("mqtt.proxy.build.info", () -> 1)
                .description("Always 1; its labels are the version and commit that run")
                .tag("version", version.number())
                .tag("commit", version.commit())
                .register(registry);
        Gauge.builder("mqtt.proxy.kafka.reachable", () -> kafkaReachable.getAsBoolean() ? 1 : 0)
                .description("1 while Kafka answers the proxy's health checks, 0 while it does not")
                .register(registry);
    }
}
