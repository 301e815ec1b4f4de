package io.mqttproxy.app.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mqttproxy.metrics.StoreLatency;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the admin server shows, and the few things that it may do.
 *
 * @param version of this proxy, with commit
 * @param started when the proxy began to listen
 * @param listeners as URIs with real ports
 * @param configuration all settings as YAML, secrets hidden
 * @param drain begins to drain and returns at once; a second call changes nothing
 */
public record AdminContext(
        String version,
        Instant started,
        List<String> listeners,
        String configuration,
        PrometheusMeterRegistry registry,
        Supplier<StoreLatency> storeLatency,
        ProxyView proxy,
        Readiness readiness,
        Tracing tracing,
        Runnable drain) {
    public AdminContext {
        listeners = List.copyOf(listeners);
    }
}
