package io.mqttproxy.routing;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A topic filter in MQTT's syntax (MQTT 5.0 section 4.7.1), in which {@code {name}} is a {@code +}
 * with a name.
 *
 * @param levels each a literal or {@link #ANY_LEVEL}; without names and without a final {@code #}
 * @param anyTail whether the filter ends with {@code #}
 */
record TopicFilter(List<String> levels, boolean anyTail, Map<String, TemplatePart> captures) implements RouteFilter {
    /** Matches exactly one level, with any text. */
    static final String ANY_LEVEL = "+";

    /** Matches any number of levels, or none; only at the end of a filter. */
    static final String ANY_TAIL = "#";

    @Override
    public boolean covers(RouteFilter other) {
        return other instanceof TopicFilter narrower && atLeastOneLevel().coversLevels(narrower.atLeastOneLevel());
    }

    /** Every topic has at least one level, so {@code #} is equivalent to {@code +/#}. */
    private TopicFilter atLeastOneLevel() {
        return levels.isEmpty() ? new TopicFilter(List.of(ANY_LEVEL), anyTail, captures) : this;
    }

    private boolean coversLevels(TopicFilter other) {
        boolean fits =
                anyTail ? levels.size() <= other.levels.size() : levels.size() == other.levels.size() && !other.anyTail;
        return fits && IntStream.range(0, levels.size()).allMatch(level -> coversLevel(level, other.levels.get(level)));
    }

    /** A wildcard at the start of a filter does not match topics that start with '$' [MQTT-4.7.2-1]. */
    private boolean coversLevel(int level, String other) {
        return levels.get(level).equals(other)
                || levels.get(level).equals(ANY_LEVEL) && (level > 0 || !other.startsWith("$"));
    }

    @Override
    public int fewestLevels() {
        return Math.max(1, levels.size());
    }

    @Override
    public int mostLevels() {
        return anyTail ? Integer.MAX_VALUE : levels.size();
    }
}
