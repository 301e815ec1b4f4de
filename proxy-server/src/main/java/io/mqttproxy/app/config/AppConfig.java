package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.Values;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.ProxyConfig;
import io.mqttproxy.config.ProxyProtocolConfig;
import io.mqttproxy.config.WebSocketConfig;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the application is told.
 *
 * @param eventLoops threads that serve connections; 0 for one per core
 * @param allowAnonymous whether devices may connect without saying who they are
 * @param admin where metrics, health and status page are served; empty for nowhere
 */
public record AppConfig(
        ProxyConfig proxy, int eventLoops, boolean allowAnonymous, Optional<InetSocketAddress> admin, LogConfig log) {

    /** Safe by default: nobody opens a proxy to the network without having said who may connect. */
    public AppConfig {
        for (ListenerConfig listener : proxy.listeners()) {
            if (!allowAnonymous && !Loopback.isLoopback(listener.host())) {
                throw new ConfigException(
                        "listen",
                        listener + " can be reached by other machines, and no setting says who may connect; add"
                                + " --allow-anonymous to let everybody publish, or listen on 127.0.0.1");
            }
        }
    }

    public static AppConfig from(Values values) {
        List<ListenerConfig> listeners = values.all(ListenerSettings.LISTEN);
        return new AppConfig(
                new ProxyConfig(
                        listeners,
                        KafkaSettings.read(values),
                        RoutingSettings.read(values),
                        LimitSettings.read(values),
                        DeliverySettings.read(values),
                        new WebSocketConfig(values.all(ListenerSettings.WS_ORIGINS)),
                        ProxyProtocolConfig.parse(values.all(ListenerSettings.PROXY_PROTOCOL_TRUSTED)),
                        TlsSettings.read(values)),
                values.get(ListenerSettings.EVENT_LOOPS),
                values.get(IdentitySettings.ALLOW_ANONYMOUS),
                values.get(AdminSettings.ADMIN_LISTEN),
                LogSettings.read(values));
    }
}
