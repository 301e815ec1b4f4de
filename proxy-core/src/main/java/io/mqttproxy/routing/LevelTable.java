package io.mqttproxy.routing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps topic levels to values and looks them up by a range of the topic, so that a look-up allocates
 * nothing. A {@link java.util.HashMap} would need each level as a string of its own. Open addressing,
 * at most half full. Immutable.
 */
final class LevelTable<V> {
    private final String[] levels;
    private final Object[] values;
    private final int mask;

    LevelTable(Map<String, V> entries) {
        int capacity = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
        levels = new String[capacity];
        values = new Object[capacity];
        mask = capacity - 1;
        entries.forEach(this::insert);
    }

    private void insert(String level, V value) {
        int slot = hash(level, 0, level.length()) & mask;
        while (levels[slot] != null) {
            slot = slot + 1 & mask;
        }
        levels[slot] = level;
        values[slot] = value;
    }

    /** The value for the level {@code topic.substring(from, to)}, {@code null} when there is none. */
    @SuppressWarnings("unchecked") // Only insert() fills the array.
    @Nullable
    V get(String topic, int from, int to) {
        int length = to - from;
        for (int slot = hash(topic, from, to) & mask; levels[slot] != null; slot = slot + 1 & mask) {
            String level = levels[slot];
            if (level.length() == length && level.regionMatches(0, topic, from, length)) {
                return (V) values[slot];
            }
        }
        return null;
    }

    private static int hash(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash ^ hash >>> 16;
    }
}
