package io.mqttproxy.routing;

import io.mqttproxy.publish.Qos;
import java.util.List;

/**
 * All topic filters as one tree of levels. A look-up walks along the levels of the topic, instead of
 * matching thousands of filters one by one. Immutable.
 */
final class FilterTree {
    /** The index that means no rule. */
    static final int NONE = Integer.MAX_VALUE;

    private final Route[] routes;
    private final FilterNode root;

    /**
     * @param routes all rules, each at the position of its index; rules with a regular expression are
     *     ignored
     */
    FilterTree(List<Route> routes) {
        this.routes = routes.toArray(Route[]::new);
        FilterNode.Builder builder = new FilterNode.Builder();
        for (Route route : routes) {
            if (route.filter() instanceof TopicFilter filter) {
                builder.add(filter, 0, route.index());
            }
        }
        this.root = builder.build();
    }

    /** The lowest index of a matching rule, or {@link #NONE}. */
    int firstMatch(String topic, Qos qos, boolean retain) {
        return search(root, topic, 0, qos, retain, NONE);
    }

    /**
     * @param from offset in the topic at which the next level starts; beyond the topic's length when
     *     no level is left
     * @param best the lowest index found so far
     */
    private int search(FilterNode node, String topic, int from, Qos qos, boolean retain, int best) {
        if (node.lowest >= best) {
            return best;
        }
        // A wildcard at the start of a filter does not match topics that start with '$' [MQTT-4.7.2-1].
        boolean wildcards = from > 0 || !topic.startsWith("$");
        int found = wildcards ? first(node.tails, qos, retain, best) : best;
        if (from > topic.length()) {
            return first(node.ends, qos, retain, found);
        }
        int end = TopicLevels.end(topic, from);
        FilterNode literal = node.literals.get(topic, from, end);
        if (literal != null) {
            found = search(literal, topic, end + 1, qos, retain, found);
        }
        if (node.anyLevel != null && wildcards) {
            found = search(node.anyLevel, topic, end + 1, qos, retain, found);
        }
        return found;
    }

    private int first(int[] indexes, Qos qos, boolean retain, int best) {
        for (int index : indexes) {
            if (index >= best) {
                return best;
            }
            if (routes[index].accepts(qos, retain)) {
                return index;
            }
        }
        return best;
    }
}
