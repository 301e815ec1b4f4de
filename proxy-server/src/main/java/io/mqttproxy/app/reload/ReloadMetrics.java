package io.mqttproxy.app.reload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How taking over changed files goes. Safe for all threads. */
public final class ReloadMetrics {
    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> failing = new ConcurrentHashMap<>();

    public ReloadMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(String kind) {
        AtomicInteger failed = failing.computeIfAbsent(kind, ignored -> new AtomicInteger());
        Gauge.builder("mqtt.proxy.config.reload.failed", failed, AtomicInteger::get)
                .description("1 while changed files cannot be used and the old ones stay in force")
                .tag("kind", kind)
                .register(registry);
    }

    void succeeded(String kind) {
        result(kind, "ok", 0);
    }

    void failed(String kind) {
        result(kind, "failed", 1);
    }

    private void result(String kind, String result, int failed) {
        failing.computeIfAbsent(kind, ignored -> new AtomicInteger()).set(failed);
        Counter.builder("mqtt.proxy.config.reloads")
                .description("Changed files that were read again, by result")
                .tag("kind", kind)
                .tag("result", result)
                .register(registry)
                .increment();
    }
}
