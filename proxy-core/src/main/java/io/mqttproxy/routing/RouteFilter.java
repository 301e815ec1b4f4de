package io.mqttproxy.routing;

import io.mqttproxy.config.ConfigException;
import java.util.Map;

/** Which MQTT topics a rule matches, and which of their parts templates may refer to. Immutable. */
sealed interface RouteFilter permits TopicFilter, RegexFilter {
    String REGEX_PREFIX = "regex:";

    /**
     * Parses a filter.
     *
     * @param where the place where the rule is written, for error messages
     * @throws ConfigException when the text is not a filter
     */
    static RouteFilter parse(String text, String where) {
        return text.startsWith(REGEX_PREFIX)
                ? RegexFilter.compile(text.substring(REGEX_PREFIX.length()), where)
                : new TopicFilterParser(text, where).parse();
    }

    /** The placeholders that the filter defines: by number from 1, and by name for named parts; in order. */
    Map<String, TemplatePart> captures();

    /**
     * Whether this filter certainly matches every topic that the other filter matches. Always false
     * between a topic filter and a regular expression, which are not compared.
     */
    boolean covers(RouteFilter other);

    /** The fewest levels that a matching topic can have. */
    int fewestLevels();

    /** The most levels that a matching topic can have, {@link Integer#MAX_VALUE} for no limit. */
    int mostLevels();
}
