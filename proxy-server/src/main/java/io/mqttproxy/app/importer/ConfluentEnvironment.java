package io.mqttproxy.app.importer;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment of Confluent's container image as the properties that the image makes of it: {@code KAFKA_MQTT_A_B}
 * is {@code a.b}; two underscores stand for one, three for a dash.
 */
final class ConfluentEnvironment {
    private static final String PREFIX = "KAFKA_MQTT_";

    // As docker's --env-file, a shell script or the list or map of a compose file have it.
    private static final Pattern LINE = Pattern.compile(
            "^\\s*(?:-\\s+|export\\s+)?[\"']?" + PREFIX + "([A-Z0-9_]+)\\s*[=:]\\s*(.*?)\\s*$", Pattern.MULTILINE);

    private ConfluentEnvironment() {}

    /** Whether a file has lines of such an environment, and so is no properties file. */
    static boolean isIn(String text) {
        return LINE.matcher(text).find();
    }

    /** The properties that the lines of a file stand for; other lines are passed over. */
    static Map<String, String> properties(String text) {
        Map<String, String> properties = new TreeMap<>();
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            properties.put(name(line.group(1)), unquoted(line.group(2)));
        }
        // Settings of the JVM and the image, not of the proxy.
        properties.keySet().removeAll(Set.of("opts", "heap.opts", "log4j.root.loglevel", "log4j.loggers"));
        return properties;
    }

    private static String name(String variable) {
        return variable.toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }

    /** Quotes around the value, or the one that closes a whole quoted {@code KEY=value} item. */
    private static String unquoted(String value) {
        String inner = value.replaceFirst("[\"']$", "");
        return inner.replaceFirst("^[\"']", "");
    }
}
