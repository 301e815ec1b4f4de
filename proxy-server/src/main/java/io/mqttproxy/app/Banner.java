package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.config.ListenerConfig;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The three lines of a start: where the proxy listens, where Kafka is, who may connect. */
final class Banner {
    private Banner() {}

    static List<String> lines(AppConfig config, List<InetSocketAddress> addresses) {
        return List.of(
                "Listening on " + String.join(", ", listeners(config, addresses)),
                "Kafka at " + config.proxy().kafka().bootstrapServers() + "; messages go to " + topics(config),
                access(config));
    }

    /** The listeners as configured, with the ports that they really have. */
    static List<String> listeners(AppConfig config, List<InetSocketAddress> addresses) {
        List<String> listeners = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            ListenerConfig configured = config.proxy().listeners().get(i);
            listeners.add(new ListenerConfig(
                            configured.scheme(),
                            configured.host(),
                            addresses.get(i).getPort(),
                            configured.path(),
                            configured.proxyProtocol())
                    .toString());
        }
        return listeners;
    }

    private static String topics(AppConfig config) {
        int rules = config.proxy().routing().routes().size();
        String defaultTopic = config.proxy().routing().defaultTopic();
        String rest = defaultTopic == null ? "nothing else is taken" : "topic " + defaultTopic;
        return rules == 0 ? rest : "the topics of " + rules + (rules == 1 ? " rule, " : " rules, ") + "else " + rest;
    }

    private static String access(AppConfig config) {
        return config.allowAnonymous()
                ? "Everybody may connect (allow-anonymous)"
                : "Everybody on this machine may connect";
    }
}
