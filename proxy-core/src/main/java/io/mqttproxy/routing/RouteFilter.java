package io.mqttproxy.routing;

import io.mqttproxy.config.ConfigException;
import java.util.Map;

/** Which MQTT topics a rule is for, and what templates may name of them. Immutable. */
sealed interface RouteFilter permits TopicFilter, RegexFilter {
    String REGEX_PREFIX = "regex:";

    /**
     * Reads a filter as written.
     *
     * @param where the rule stands, for error messages
     * @throws ConfigException when the text is no filter
     */
    static RouteFilter parse(String text, String where) {
        return text.startsWith(REGEX_PREFIX)
                ? RegexFilter.compile(text.substring(REGEX_PREFIX.length()), where)
                : new TopicFilterParser(text, where).parse();
    }

    /** Placeholders and what stands for them: by number from 1, and by name where there is one; in order. */
    Map<String, TemplatePart> captures();

    /** Whether it certainly matches every topic that the other one matches. A filter and a regular expression do not compare. */
    boolean covers(RouteFilter other);

    /** The fewest levels a matching topic has. */
    int fewestLevels();

    /** The most levels a matching topic may have, {@link Integer#MAX_VALUE} for no limit. */
    int mostLevels();
}
