package io.mqttproxy.routing;

import io.mqttproxy.config.ConfigException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses one topic filter and numbers its wildcards. */
final class TopicFilterParser {
    // Bounds the recursion over the tree of filters; no practical filter has as many levels.
    private static final int MAX_LEVELS = 128;
    private static final Pattern NAMED_LEVEL = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_-]*)}");

    private final String text;
    private final String where;
    private final List<String> levels = new ArrayList<>();
    private final Map<String, TemplatePart> captures = new LinkedHashMap<>();
    private int wildcards;

    /** @param where the place where the rule is written, for error messages */
    TopicFilterParser(String text, String where) {
        this.text = text;
        this.where = where;
    }

    /**
     * Parses the filter.
     *
     * @throws ConfigException when the text is not a topic filter
     */
    TopicFilter parse() {
        List<String> written = List.of(text.split("/", -1));
        require(written.size() <= MAX_LEVELS, "has more than " + MAX_LEVELS + " levels");
        boolean anyTail = written.get(written.size() - 1).equals(TopicFilter.ANY_TAIL);
        written.subList(0, written.size() - (anyTail ? 1 : 0)).forEach(this::addLevel);
        if (anyTail) {
            addWildcard(new TemplatePart.TopicTail(levels.size()));
        }
        return new TopicFilter(List.copyOf(levels), anyTail, Collections.unmodifiableMap(captures));
    }

    private void addLevel(String level) {
        TemplatePart capture = new TemplatePart.TopicLevel(levels.size());
        Matcher named = NAMED_LEVEL.matcher(level);
        if (named.matches()) {
            require(captures.put(named.group(1), capture) == null, "has two levels named " + level);
        }
        if (named.matches() || level.equals(TopicFilter.ANY_LEVEL)) {
            addWildcard(capture);
            levels.add(TopicFilter.ANY_LEVEL);
        } else {
            requireLiteral(level);
            levels.add(level);
        }
    }

    private void addWildcard(TemplatePart capture) {
        wildcards++;
        captures.put(String.valueOf(wildcards), capture);
    }

    private void requireLiteral(String level) {
        require(!level.contains("#"), "may have '#' only as its last level");
        require(!level.contains("+"), "may have '+' only as a whole level");
        require(
                level.indexOf('{') < 0 && level.indexOf('}') < 0,
                "may have braces only around the name of a whole level, such as {device}; use regex: for parts of levels");
        require(level.indexOf('\0') < 0, "may not contain U+0000");
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new ConfigException("route", "filter '" + text + "' " + problem + " (" + where + ")");
        }
    }
}
