package io.mqttproxy.config;

import io.mqttproxy.config.ListenerConfig.Scheme;
import io.mqttproxy.config.TlsConfig.ClientAuth;
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
        requireCertificates(listeners, tls, security);
    }

    /** Refuses settings that would do nothing: whoever wrote them believes that certificates are checked. */
    private static void requireCertificates(
            List<ListenerConfig> listeners, @Nullable TlsConfig tls, SecurityConfig security) {
        boolean asked = tls != null && tls.clientAuth() != ClientAuth.NONE;
        ConfigException.require(
                !asked || listeners.stream().map(ListenerConfig::scheme).anyMatch(Scheme::tls),
                "tls-client-auth",
                "does nothing without an mqtts:// or wss:// listener");
        ConfigException.require(
                security.tlsIdentity() == null || asked || listeners.stream().anyMatch(ListenerConfig::proxyProtocol),
                "tls-identity",
                "does nothing without tls-client-auth, or a listener with ?proxy-protocol=required");
    }
}
