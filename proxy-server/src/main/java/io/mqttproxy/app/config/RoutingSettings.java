package io.mqttproxy.app.config;

import static io.mqttproxy.app.settings.Occurrence.COMMAS;
import static io.mqttproxy.app.settings.Occurrence.REPEATED;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.Syntax;
import io.mqttproxy.app.settings.Syntaxes;
import io.mqttproxy.app.settings.Values;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.config.RoutingConfig;
import io.mqttproxy.routing.RuleRouter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which Kafka topic a message goes to, and as what record. */
final class RoutingSettings {
    private static final RoutingConfig DEFAULTS = RoutingConfig.DEFAULTS;

    private static final Syntax<HeadersConfig> HEADERS_SYNTAX = Syntaxes.text(
            "headers",
            "all, minimal, none, strimzi, cloudevents, or names of headers",
            HeadersConfig::parse,
            RoutingSettings::headersText);

    static final Setting<RouteConfig> ROUTE = Setting.optional(
                    "route",
                    new RouteSyntax(),
                    "Rule from an MQTT topic filter to a Kafka topic, optionally followed by ;key=, ;qos-minimum=, ;retain="
                            + " and ;headers=. The first match wins. The filter may name levels, as in plant/{device}/#, for use"
                            + " in the templates of topic and key.")
            .occurring(REPEATED)
            .inYaml("routes");

    static final Setting<Optional<String>> DEFAULT_TOPIC = Setting.of(
            "default-topic",
            Syntaxes.TEXT_OR_NONE,
            Optional.ofNullable(DEFAULTS.defaultTopic()),
            "Kafka topic for messages that no rule matches; none rejects them.");

    static final Setting<Optional<String>> DEAD_LETTER_TOPIC = Setting.of(
            "dead-letter-topic",
            Syntaxes.TEXT_OR_NONE,
            Optional.ofNullable(DEFAULTS.deadLetterTopic()),
            "Kafka topic for rejected messages, with headers that say why; none for no dead letters.");

    static final Setting<HeadersConfig> HEADERS = Setting.of(
                    "headers",
                    HEADERS_SYNTAX,
                    DEFAULTS.headers(),
                    "Record headers: all, minimal, none, strimzi, cloudevents, or names separated by commas.")
            .occurring(COMMAS);

    static final Setting<Integer> MAX_TEMPLATED_TOPICS = Setting.of(
            "max-templated-topics",
            Syntaxes.COUNT,
            DEFAULTS.maxTemplatedTopics(),
            "Distinct Kafka topics that templates may produce; messages for further ones are rejected.");

    static final Setting<Double> TRACE_SAMPLING = Setting.of(
            "trace-sampling",
            Syntaxes.SHARE,
            DEFAULTS.traceSampling(),
            "Share of the messages without their own traceparent for which the proxy starts a W3C trace, such as 0.01.");

    static final SettingGroup GROUP = new SettingGroup(
            "Routing", List.of(ROUTE, DEFAULT_TOPIC, DEAD_LETTER_TOPIC, HEADERS, MAX_TEMPLATED_TOPICS, TRACE_SAMPLING));

    private RoutingSettings() {}

    static RoutingConfig read(Values values) {
        RoutingConfig routing = new RoutingConfig(
                values.all(ROUTE),
                values.get(DEFAULT_TOPIC).orElse(null),
                values.get(DEAD_LETTER_TOPIC).orElse(null),
                values.get(HEADERS),
                values.get(MAX_TEMPLATED_TOPICS),
                values.get(TRACE_SAMPLING));
        // Compiled now and thrown away: only here can a complaint about a topic say where in the settings it stands.
        new RuleRouter(routing);
        return routing;
    }

    private static String headersText(HeadersConfig headers) {
        return headers.profile() == HeadersConfig.Profile.LIST
                ? String.join(",", headers.names())
                : headers.profile().name().toLowerCase(Locale.ROOT);
    }
}
