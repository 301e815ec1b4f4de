package io.mqttproxy.config;

import java.util.List;

/**
 * Everything that the proxy is told. Values are checked one by one where they stand; here only what concerns several.
 *
 * @param listeners at least one
 */
public record ProxyConfig(
        List<ListenerConfig> listeners,
        KafkaConfig kafka,
        RoutingConfig routing,
        LimitsConfig limits,
        DeliveryConfig delivery) {

    public ProxyConfig {
        listeners = List.copyOf(listeners);
        ConfigException.require(!listeners.isEmpty(), "listen", "needs at least one address");
    }
}
