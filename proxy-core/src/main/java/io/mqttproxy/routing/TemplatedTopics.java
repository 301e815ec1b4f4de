package io.mqttproxy.routing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The set of Kafka topics that templates have produced, bounded by {@code max-templated-topics}.
 * Devices choose the values of placeholders, and each new topic costs Kafka files and memory.
 * Thread-safe.
 */
final class TemplatedTopics {
    private final ConcurrentMap<String, String> admitted = new ConcurrentHashMap<>();
    private final int maximum;
    private volatile boolean full;

    TemplatedTopics(int maximum) {
        this.maximum = maximum;
    }

    /**
     * Admits a topic name if there is room. Returns the one shared string for this name, {@code null}
     * if there is no room.
     */
    @Nullable
    String admit(String topic) {
        // Read before the look-up: if the set was already full, a topic that the look-up does not find
        // can never be admitted.
        boolean closed = full;
        String known = admitted.get(topic);
        return known != null || closed ? known : admitNew(topic);
    }

    /** Takes a lock, but only until the maximum is reached, and only for one insertion into a map. */
    private synchronized @Nullable String admitNew(String topic) {
        if (full) {
            return admitted.get(topic);
        }
        String known = admitted.putIfAbsent(topic, topic);
        full = admitted.size() >= maximum;
        return known == null ? topic : known;
    }
}
