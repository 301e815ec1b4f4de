package io.mqttproxy.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node in the tree of filters: the filters that share the levels on the path from the root to this
 * node. Immutable.
 */
final class FilterNode {
    /** Child nodes by literal level. */
    final LevelTable<FilterNode> literals;

    /** Child node for {@code +}, which matches any level. */
    final @Nullable FilterNode anyLevel;

    /** Indexes of the rules whose filter ends at this node, ascending. */
    final int[] ends;

    /** Indexes of the rules whose filter continues with {@code #}, ascending. */
    final int[] tails;

    /**
     * The lowest index of any rule in this subtree: a search that has found a lower index can skip the
     * subtree.
     */
    final int lowest;

    private FilterNode(Builder builder) {
        Map<String, FilterNode> nodes = new HashMap<>();
        builder.literals.forEach((level, next) -> nodes.put(level, next.build()));
        literals = new LevelTable<>(nodes);
        anyLevel = builder.anyLevel == null ? null : builder.anyLevel.build();
        ends = builder.ends.stream().mapToInt(Integer::intValue).toArray();
        tails = builder.tails.stream().mapToInt(Integer::intValue).toArray();
        lowest = builder.lowest;
    }

    /** Collects filters, which must be added in ascending order of their index. */
    static final class Builder {
        private final Map<String, Builder> literals = new HashMap<>();
        private @Nullable Builder anyLevel;
        private final List<Integer> ends = new ArrayList<>();
        private final List<Integer> tails = new ArrayList<>();
        private int lowest = FilterTree.NONE;

        /** @param depth number of the filter's levels on the path from the root to this node */
        void add(TopicFilter filter, int depth, int index) {
            lowest = Math.min(lowest, index);
            if (depth < filter.levels().size()) {
                next(filter.levels().get(depth)).add(filter, depth + 1, index);
            } else if (filter.anyTail()) {
                tails.add(index);
            } else {
                ends.add(index);
            }
        }

        private Builder next(String level) {
            if (!level.equals(TopicFilter.ANY_LEVEL)) {
                return literals.computeIfAbsent(level, unseen -> new Builder());
            }
            if (anyLevel == null) {
                anyLevel = new Builder();
            }
            return anyLevel;
        }

        FilterNode build() {
            return new FilterNode(this);
        }
    }
}
