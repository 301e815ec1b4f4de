package io.mqttproxy.routing;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates routers from the one-line form of rules, and prints their decisions. */
final class Rules {
    static final Origin PUMP = new Origin("pump-7", "plant-a");
    static final Origin ANONYMOUS = new Origin("pump-7", null);

    private Rules() {}

    /** A router that rejects what no rule matches. */
    static RuleRouter router(String... rules) {
        return new RuleRouter(config(1_000, rules));
    }

    static RoutingConfig config(int maxTemplatedTopics, String... rules) {
        return new RoutingConfig(
                Stream.of(rules).map(rule -> RouteConfig.parse(rule, "test")).toList(),
                null,
                null,
                HeadersConfig.ALL,
                maxTemplatedTopics,
                0);
    }

    static String route(TopicRouter router, String topic) {
        return text(router.route(topic, PUMP, Qos.AT_LEAST_ONCE, false));
    }

    /** {@code kafka-topic key}, or the reason of a rejection. */
    static String text(Routing routing) {
        if (routing instanceof Destination destination) {
            return destination.kafkaTopic() + " " + key(destination);
        }
        return reason(routing).text();
    }

    static FailureReason reason(Routing routing) {
        return ((Routing.Rejected) routing).reason();
    }

    private static @Nullable String key(Destination destination) {
        byte[] key = destination.key();
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }
}
