package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.Syntax;
import io.mqttproxy.app.settings.Syntaxes;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Where the proxy itself can be watched. */
final class AdminSettings {
    private static final Syntax<InetSocketAddress> ADDRESS = Syntaxes.text(
            "host:port", "an address such as 127.0.0.1:9090", AdminSettings::address, AdminSettings::text);

    static final Setting<Optional<InetSocketAddress>> ADMIN_LISTEN = Setting.of(
            "admin-listen",
            Syntaxes.orNone(ADDRESS),
            Optional.of(address("127.0.0.1:9090")),
            "Address of the admin HTTP server, or none for no server. It has the status page, /metrics, /livez, /readyz,"
                    + " /drain, which stops the proxy, and /trace, which watches one device. It asks for no password: make"
                    + " it reachable for operators only.");

    static final Setting<KafkaOutagePolicy> READY_WHEN_KAFKA_DOWN = Setting.of(
            "ready-when-kafka-down",
            Syntaxes.text(
                    "true|false|after time",
                    "true, false, or after and a duration, such as after 1m",
                    KafkaOutagePolicy::parse,
                    KafkaOutagePolicy::toString),
            KafkaOutagePolicy.READY,
            "Whether /readyz says ready while Kafka does not answer, or for how long, such as after 1m. A proxy that has"
                    + " never reached Kafka is not ready. /livez never depends on Kafka.");

    static final SettingGroup GROUP = new SettingGroup("Admin", List.of(ADMIN_LISTEN, READY_WHEN_KAFKA_DOWN));

    private AdminSettings() {}

    /** Names are not looked up here: reading settings contacts nobody. */
    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0)).replaceFirst("^\\[(.*)]$", "$1");
        if (host.isEmpty()) {
            throw new IllegalArgumentException(text);
        }
        return InetSocketAddress.createUnresolved(host, Integer.parseInt(text.substring(colon + 1)));
    }

    static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
