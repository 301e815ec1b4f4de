package io.mqttproxy.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where publications go.
 *
 * @param routes in order; the first match wins
 * @param defaultTopic Kafka topic for what no rule matches, {@code null} to reject it
 * @param deadLetterTopic Kafka topic for what was rejected, {@code null} for none
 * @param headers which record headers are written
 * @param maxTemplatedTopics how many distinct Kafka topics templates may produce
 * @param traceSampling which share of the publications without a trace begins one, 0 to 1
 */
public record RoutingConfig(
        List<RouteConfig> routes,
        @Nullable String defaultTopic,
        @Nullable String deadLetterTopic,
        HeadersConfig headers,
        int maxTemplatedTopics,
        double traceSampling) {

    public static final RoutingConfig DEFAULTS =
            new RoutingConfig(List.of(), "mqtt-messages", null, HeadersConfig.ALL, 1_000, 0);

    /** These rules, and everything else as it is without settings. */
    public static RoutingConfig of(List<RouteConfig> routes, @Nullable String defaultTopic) {
        return new RoutingConfig(
                routes,
                defaultTopic,
                DEFAULTS.deadLetterTopic(),
                DEFAULTS.headers(),
                DEFAULTS.maxTemplatedTopics(),
                DEFAULTS.traceSampling());
    }

    public RoutingConfig {
        routes = List.copyOf(routes);
        ConfigException.requireBetween(maxTemplatedTopics, 1, 1_000_000, "max-templated-topics");
        ConfigException.require(traceSampling >= 0 && traceSampling <= 1, "trace-sampling", "must be between 0 and 1");
    }
}
