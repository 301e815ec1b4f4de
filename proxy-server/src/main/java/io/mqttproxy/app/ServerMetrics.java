package io.mqttproxy.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** Meters of the assembled server: which build runs, and whether its Kafka answers. */
final class ServerMetrics {
    private ServerMetrics() {}

    /** @param kafkaReachable answers from memory, on any thread */
    static void bind(MeterRegistry registry, Version version, BooleanSupplier kafkaReachable) {
        Gauge.builder("mqtt.proxy.build.info", () -> 1)
                .description("Always 1; its labels tell what runs")
                .tag("version", version.number())
                .tag("commit", version.commit())
                .register(registry);
        Gauge.builder("mqtt.proxy.kafka.reachable", () -> kafkaReachable.getAsBoolean() ? 1 : 0)
                .description("1 while Kafka answers the proxy's own questions, 0 while it does not")
                .register(registry);
    }
}
