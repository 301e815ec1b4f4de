package io.mqttproxy.routing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka topics that templates have produced, so many and no more: devices choose what fills templates in, and each
 * new topic costs Kafka files and memory. Safe for all threads.
 */
final class TemplatedTopics {
    private final ConcurrentMap<String, String> admitted = new ConcurrentHashMap<>();
    private final int maximum;
    private volatile boolean full;

    TemplatedTopics(int maximum) {
        this.maximum = maximum;
    }

    /** The one string that stands for this topic from now on, or {@code null} when the topic would be one too many. */
    @Nullable
    String admit(String topic) {
        // Read before the look-up: a topic that is unknown after the set was full stays unknown.
        boolean closed = full;
        String known = admitted.get(topic);
        return known != null || closed ? known : admitNew(topic);
    }

    /** Locks, but only until the maximum is reached, and for as long as a map takes to grow by one. */
    private synchronized @Nullable String admitNew(String topic) {
        if (full) {
            return admitted.get(topic);
        }
        String known = admitted.putIfAbsent(topic, topic);
        full = admitted.size() >= maximum;
        return known == null ? topic : known;
    }
}
