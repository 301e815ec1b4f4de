package io.mqttproxy.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one-line form of a routing rule. */
final class RouteText {
    private static final String FORM = "must look like 'FILTER=TOPIC[;key=TEMPLATE]'";

    private RouteText() {}

    static RouteConfig parse(String text, String source) {
        String[] parts = text.split(";", -1);
        // The last '=': a topic filter may contain one, a Kafka topic may not.
        int equals = parts[0].lastIndexOf('=');
        ConfigException.require(equals > 0, "route", "'" + text + "' (" + source + ") " + FORM);
        String key = null;
        int qosMinimum = 0;
        RouteConfig.Retain retain = RouteConfig.Retain.STORE;
        HeadersConfig headers = null;
        for (int i = 1; i < parts.length; i++) {
            String name =
                    parts[i].substring(0, Math.max(0, parts[i].indexOf('='))).trim();
            String value = parts[i].substring(parts[i].indexOf('=') + 1).trim();
            switch (name) {
                case "key" -> key = value;
                case "qos-minimum" -> qosMinimum = qos(value, source);
                case "retain" -> retain = retain(value, source);
                case "headers" -> headers = HeadersConfig.parse(value);
                default -> throw unknown(parts[i], source);
            }
        }
        String filter = parts[0].substring(0, equals).trim();
        return new RouteConfig(filter, parts[0].substring(equals + 1).trim(), key, qosMinimum, retain, headers, source);
    }

    private static int qos(String value, String source) {
        ConfigException.require(
                value.matches("[012]"), "route", "qos-minimum must be 0, 1 or 2, not '" + value + "' (" + source + ")");
        return Integer.parseInt(value);
    }

    private static RouteConfig.Retain retain(String value, String source) {
        for (RouteConfig.Retain retain : RouteConfig.Retain.values()) {
            if (retain.name().toLowerCase(Locale.ROOT).equals(value)) {
                return retain;
            }
        }
        throw new ConfigException("route", "retain must be store or skip, not '" + value + "' (" + source + ")");
    }

    private static ConfigException unknown(@Nullable String part, String source) {
        return new ConfigException(
                "route", "'" + part + "' is not one of key=, qos-minimum=, retain=, headers= (" + source + ")");
    }
}
