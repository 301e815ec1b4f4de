package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.SecurityConfig.Method;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
        List<Method> methods = config.proxy().security().methods();
        if (methods.isEmpty()) {
            return "Everybody on this machine may connect";
        }
        return methods.equals(List.of(Method.ANONYMOUS))
                ? "Everybody may connect (allow-anonymous)"
                : "Devices connect by " + methods.stream().map(Method::text).collect(Collectors.joining(", "));
    }
}
