package io.mqttproxy.routing;

import java.util.List;
import java.util.Map;

/**
 * A topic filter in MQTT's syntax (MQTT 5.0 section 4.7.1), in which {@code {name}} may stand for {@code +}.
 *
 * @param levels literal text or {@link #ANY_LEVEL}; neither named levels nor {@code #}
 * @param anyTail whether the filter ends with {@code #}
 */
record TopicFilter(List<String> levels, boolean anyTail, Map<String, TemplatePart> captures) implements RouteFilter {
    /** Stands for any one level. */
    static final String ANY_LEVEL = "+";

    /** At the end of a filter: any further levels, or none. */
    static final String ANY_TAIL = "#";

    @Override
    public int fewestLevels() {
        return Math.max(1, levels.size());
    }

    @Override
    public int mostLevels() {
        return anyTail ? Integer.MAX_VALUE : levels.size();
    }
}
