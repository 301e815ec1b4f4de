package io.mqttproxy.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the proxy is told. Values are checked one by one where they stand; here only what concerns several.
 *
 * @param listeners at least one
 * @param tls {@code null} when there are no certificates, so that no listener can speak TLS
 */
public record ProxyConfig(
        List<ListenerConfig> listeners,
        KafkaConfig kafka,
        RoutingConfig routing,
        LimitsConfig limits,
        DeliveryConfig delivery,
        WebSocketConfig webSocket,
        ProxyProtocolConfig proxyProtocol,
        @Nullable TlsConfig tls,
        SecurityConfig security) {

    public ProxyConfig {
        listeners = List.copyOf(listeners);
        ConfigException.require(!listeners.isEmpty(), "listen", "needs at least one address");
        for (ListenerConfig listener : listeners) {
            ConfigException.require(
                    tls != null || !listener.scheme().tls(), "listen", listener + " needs tls-cert and tls-key");
        }
    }
}
