package io.mqttproxy.app.importer;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.RouteConfig;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A topic mapping rule of the Strimzi MQTT Bridge.
 *
 * @param mqttTopic a regular expression in Java's syntax
 * @param kafkaTopic a template with {@code $1}, {@code $2}, …
 * @param kafkaKey such a template, or {@code null} for no key
 */
record StrimziRule(
        String mqttTopic, String kafkaTopic, @Nullable String kafkaKey) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$(\\d)(\\d?)");

    RouteConfig toRoute(String where, YamlDocument document) {
        int groups = groups(where);
        if (mqttTopic.indexOf('\b') >= 0) {
            document.note(where + ": its JSON has \\b, which is a backspace; a word boundary is written \\\\b");
        }
        return new RouteConfig(
                "regex:" + mqttTopic,
                template(kafkaTopic, groups, where, document),
                key(groups, where, document),
                0,
                RouteConfig.Retain.STORE,
                null,
                where);
    }

    private int groups(String where) {
        try {
            return Pattern.compile(mqttTopic).matcher("").groupCount();
        } catch (PatternSyntaxException e) {
            throw new ConfigException("import", where + ": '" + mqttTopic + "' is not a regular expression");
        }
    }

    private String key(int groups, String where, YamlDocument document) {
        if (kafkaKey == null) {
            return "none";
        }
        return PLACEHOLDER.matcher(kafkaKey).find()
                ? template(kafkaKey, groups, where, document)
                : "constant:" + kafkaKey;
    }

    private static String template(String text, int groups, String where, YamlDocument document) {
        Matcher placeholders = PLACEHOLDER.matcher(text);
        placeholders
                .results()
                .filter(found -> isTwoDigits(found, groups))
                .forEach(found -> document.note(where
                        + ": the bridge takes " + found.group() + " for $" + found.group(1) + " followed by "
                        + found.group(2)
                        + ", and so does this file"));
        return placeholders.reset().replaceAll("{$1}$2");
    }

    private static boolean isTwoDigits(MatchResult placeholder, int groups) {
        return !placeholder.group(2).isEmpty()
                && Integer.parseInt(placeholder.group(1) + placeholder.group(2)) <= groups;
    }
}
