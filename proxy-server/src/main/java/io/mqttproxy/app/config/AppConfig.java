package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.InvalidSettingsException;
import io.mqttproxy.app.settings.Values;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.ProxyConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that the application is told.
 *
 * @param eventLoops threads that serve connections; 0 for one per core
 * @param admin where metrics, health and status page are served; empty for nowhere
 * @param kafkaOutagePolicy whether the proxy is ready while Kafka does not answer
 * @param reloadInterval from one look at changed files to the next; zero for none
 * @param yaml all settings as text, each with the place it comes from, secrets hidden
 */
public record AppConfig(
        ProxyConfig proxy,
        int eventLoops,
        Optional<InetSocketAddress> admin,
        KafkaOutagePolicy kafkaOutagePolicy,
        LogConfig log,
        Duration reloadInterval,
        String yaml) {

    /** Far more than any machine has cores; each costs memory before the first connection. */
    private static final int MOST_EVENT_LOOPS = 1_024;

    private static final Duration SHORTEST_RELOAD_INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_RELOAD_INTERVAL = Duration.ofHours(24);

    private static final List<Function<Values, ?>> PARTS = List.of(
            KafkaSettings::read,
            RoutingSettings::read,
            LimitSettings::read,
            DeliverySettings::read,
            ListenerSettings::readWebSocket,
            ListenerSettings::readProxyProtocol,
            values -> Optional.ofNullable(TlsSettings.read(values)),
            IdentitySettings::read);

    /** Safe by default: a listener that other machines can reach needs a setting that says who may connect. */
    public AppConfig {
        if (eventLoops > MOST_EVENT_LOOPS) {
            throw new ConfigException(
                    "event-loops", "must be between 0 and " + MOST_EVENT_LOOPS + ", not " + eventLoops);
        }
        boolean offOrRare = reloadInterval.isZero() || reloadInterval.compareTo(SHORTEST_RELOAD_INTERVAL) >= 0;
        if (!offOrRare || reloadInterval.compareTo(LONGEST_RELOAD_INTERVAL) > 0) {
            throw new ConfigException("reload-interval", "must be 0s, or between 1s and 24h");
        }
        for (ListenerConfig listener : proxy.listeners()) {
            if (proxy.security().methods().isEmpty() && !LiteralAddress.isLoopback(listener.host())) {
                throw new ConfigException(
                        "listen",
                        listener + " can be reached by other machines, and no setting says who may connect; add"
                                + " password-file, jwt-jwks or tls-identity, or allow-anonymous to let everybody"
                                + " publish, or listen on 127.0.0.1");
            }
        }
        ListenAddresses.check(proxy.listeners(), admin);
    }

    /** Whether other machines may reach the admin server, which asks for no password. */
    public boolean isAdminExposed() {
        return admin.isPresent() && !LiteralAddress.isLoopback(admin.get().getHostString());
    }

    /**
     * Makes the records of all settings.
     *
     * @throws InvalidSettingsException with the problems of all parts
     * @throws ConfigException when the parts are right, but do not fit together
     */
    public static AppConfig from(Values values) {
        values.check(PARTS);
        List<ListenerConfig> listeners = values.all(ListenerSettings.LISTEN);
        return new AppConfig(
                new ProxyConfig(
                        listeners,
                        KafkaSettings.read(values),
                        RoutingSettings.read(values),
                        LimitSettings.read(values),
                        DeliverySettings.read(values),
                        ListenerSettings.readWebSocket(values),
                        ListenerSettings.readProxyProtocol(values),
                        TlsSettings.read(values),
                        IdentitySettings.read(values)),
                values.get(ListenerSettings.EVENT_LOOPS),
                values.get(AdminSettings.ADMIN_LISTEN),
                values.get(AdminSettings.READY_WHEN_KAFKA_DOWN),
                LogSettings.read(values),
                values.get(AppSettings.RELOAD_INTERVAL),
                values.toYaml());
    }
}
