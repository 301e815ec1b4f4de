package io.mqttproxy.routing;

import io.mqttproxy.config.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a template such as {@code telemetry-{region}}, whose placeholders may refer to the captures
 * of the rule's filter.
 */
final class TemplateParser {
    /** Placeholders that are available in every rule. */
    static final Map<String, TemplatePart> COMMON = Map.of(
            "clientid", TemplatePart.ClientId.CLIENT_ID,
            "username", TemplatePart.Username.USERNAME,
            "topic", TemplatePart.WholeTopic.TOPIC);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    // Up to four digits: more levels than any filter or sensible topic has, and no overflow.
    private static final Pattern TOPIC_LEVEL = Pattern.compile("topic\\[(\\d{1,4})]");

    private final RouteFilter filter;
    private final String setting;
    private final String where;

    /**
     * @param filter the rule's filter, which defines further placeholders
     * @param setting the setting that the template belongs to, for error messages
     * @param where the place where the rule is written, appended to error messages
     */
    TemplateParser(RouteFilter filter, String setting, String where) {
        this.filter = filter;
        this.setting = setting;
        this.where = where;
    }

    /**
     * Parses a template.
     *
     * @throws ConfigException when a brace has no partner, or a placeholder is unknown or can never
     *     have a value
     */
    Template parse(String text) {
        List<TemplatePart> parts = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            addLiteral(parts, text, from, placeholder.start());
            parts.add(placeholder(text, placeholder.group(1)));
            from = placeholder.end();
        }
        addLiteral(parts, text, from, text.length());
        return new Template(parts);
    }

    private void addLiteral(List<TemplatePart> parts, String text, int from, int to) {
        String literal = text.substring(from, to);
        require(literal.indexOf('{') < 0 && literal.indexOf('}') < 0, text, "has an unmatched brace");
        if (!literal.isEmpty()) {
            parts.add(new TemplatePart.Literal(literal));
        }
    }

    private TemplatePart placeholder(String text, String name) {
        Matcher level = TOPIC_LEVEL.matcher(name);
        if (level.matches()) {
            return topicLevel(text, name, Integer.parseInt(level.group(1)));
        }
        TemplatePart part = COMMON.getOrDefault(name, filter.captures().get(name));
        if (part == null) {
            throw error(text, "has an unknown placeholder {" + name + "}; this rule knows " + known());
        }
        return part;
    }

    private TemplatePart topicLevel(String text, String name, int index) {
        require(
                index < filter.mostLevels(),
                text,
                "asks for {" + name + "}, but topics of this rule have " + filter.mostLevels()
                        + " levels, counted from 0");
        return new TemplatePart.TopicLevel(index);
    }

    private String known() {
        Set<String> names = new LinkedHashSet<>();
        filter.captures().keySet().forEach(name -> names.add("{" + name + "}"));
        names.addAll(List.of("{clientid}", "{username}", "{topic}", "{topic[0]}"));
        return String.join(", ", names);
    }

    private void require(boolean condition, String text, String problem) {
        if (!condition) {
            throw error(text, problem);
        }
    }

    private ConfigException error(String text, String problem) {
        return new ConfigException(setting, "'" + text + "' " + problem + where);
    }
}
