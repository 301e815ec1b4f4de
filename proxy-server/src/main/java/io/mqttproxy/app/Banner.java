package io.mqttproxy.app;

import io.mqttproxy.app.config.AppConfig;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.config.SecurityConfig.Method;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        RoutingConfig routing = config.proxy().routing();
        int rules = routing.routes().size();
        String rest = rest(routing);
        if (rules == 0) {
            return rest == null ? "no topic, nothing is taken" : rest;
        }
        return "the topics of " + rules + (rules == 1 ? " rule" : " rules")
                + (rest == null ? "; nothing else is taken" : ", else to " + rest);
    }

    /** Where a message goes that no rule takes; {@code null} for nowhere. */
    private static @Nullable String rest(RoutingConfig routing) {
        if (routing.defaultTopic() != null) {
            return "topic " + routing.defaultTopic();
        }
        return routing.deadLetterTopic() == null ? null : "dead-letter topic " + routing.deadLetterTopic();
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
