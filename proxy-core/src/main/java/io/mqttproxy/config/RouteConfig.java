package io.mqttproxy.config;

import org.jspecify.annotations.Nullable;

/**
 * One routing rule, as written.
 *
 * @param filter MQTT topic filter with {@code +}, {@code #} and named levels such as {@code {device}}, or {@code regex:}
 *     and a regular expression
 * @param topic template of the Kafka topic
 * @param key template of the record key; {@code clientid} (the default, when {@code null}), {@code topic},
 *     {@code none}, or a template such as {@code {device}}
 * @param qosMinimum publications below this QoS do not match; 0 to 2
 * @param retain what happens to the RETAIN flag
 * @param headers of this rule's records, or {@code null} for those of all
 * @param source where the rule stands, for error messages: {@code proxy.yaml:12:5} or {@code --route}
 */
public record RouteConfig(
        String filter,
        String topic,
        @Nullable String key,
        int qosMinimum,
        Retain retain,
        @Nullable HeadersConfig headers,
        String source) {

    /** What a rule does with publications that carry the RETAIN flag. */
    public enum Retain {
        /** Store them like all others, with header {@code mqtt.retain}. */
        STORE,
        /** The rule does not match them. */
        SKIP
    }

    public RouteConfig {
        ConfigException.require(!filter.isEmpty(), "route", "needs a topic filter (" + source + ")");
        ConfigException.require(!topic.isEmpty(), "route", "needs a Kafka topic (" + source + ")");
        ConfigException.requireBetween(qosMinimum, 0, 2, "route qos-minimum");
    }

    /** A rule of filter and topic alone. */
    public static RouteConfig of(String filter, String topic) {
        return new RouteConfig(filter, topic, null, 0, Retain.STORE, null, "route");
    }

    /**
     * Reads {@code FILTER=TOPIC[;key=TEMPLATE][;qos-minimum=N][;retain=store|skip][;headers=HEADERS]}.
     *
     * @throws ConfigException when the text is anything else
     */
    public static RouteConfig parse(String text, String source) {
        return RouteText.parse(text, source);
    }
}
