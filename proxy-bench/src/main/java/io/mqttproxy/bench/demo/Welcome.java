package io.mqttproxy.bench.demo;

import io.mqttproxy.bench.terminal.Style;
import io.mqttproxy.bench.terminal.Terminal;
import java.net.InetSocketAddress;
import java.util.List;

/** What the demo says before the first record. */
final class Welcome {
    private Welcome() {}

    static String text(Terminal terminal, InetSocketAddress mqtt, String bootstrapServers, String topic, int devices) {
        String arrow = terminal.style(Style.FAINT, " ──▶ ");
        String publish =
                String.format("mosquitto_pub -h localhost -p %d -t sensors/room1 -m 21.5 -q 1", mqtt.getPort());
        return String.join(
                "\n",
                List.of(
                        "",
                        "  " + terminal.style(Style.BOLD, "MQTT Proxy for Apache Kafka"),
                        "",
                        "  devices" + arrow + terminal.style(Style.GREEN, "mqtt://localhost:" + mqtt.getPort()) + arrow
                                + "proxy" + arrow + "Kafka "
                                + terminal.style(Style.CYAN, bootstrapServers + "  " + topic),
                        "",
                        devices == 0 ? "  Publish something, from another terminal:" : "  Publish something too:",
                        "",
                        "      " + terminal.style(Style.BOLD, publish),
                        "",
                        devices == 0
                                ? "  No MQTT client at hand? Start again with --devices 10. Ctrl-C ends the demo."
                                : "  What follows is a sample of what Kafka has. Ctrl-C ends the demo.",
                        ""));
    }
}
