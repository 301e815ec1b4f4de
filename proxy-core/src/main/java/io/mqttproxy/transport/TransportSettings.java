package io.mqttproxy.transport;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.ProxyProtocolConfig;
import io.mqttproxy.config.WebSocketConfig;
import org.jspecify.annotations.Nullable;

/**
 * Settings that all listeners of a proxy share.
 *
 * @param tls {@code null} when no listener uses TLS
 */
public record TransportSettings(
        LimitsConfig limits,
        WebSocketConfig webSocket,
        ProxyProtocolConfig proxyProtocol,
        @Nullable TlsContexts tls) {}
