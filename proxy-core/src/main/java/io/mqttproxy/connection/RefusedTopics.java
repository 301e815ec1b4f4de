package io.mqttproxy.connection;

import io.mqttproxy.connection.StalledPublishes.Waiting;
import io.mqttproxy.publish.PublishSink.Offer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@link StalledPublishes} whose Kafka topic was refused: one queue per topic, tried in turn. */
final class RefusedTopics {
    /** Queues by Kafka topic; the first is the next to be tried. */
    private final Map<String, Set<Waiting>> queues = new LinkedHashMap<>();

    /** The queue that each one is in: the topic of its first publish may have changed since. */
    private final Map<Waiting, String> topics = new HashMap<>();

    /** Adds to the queue of its topic. Returns false if it was queued already. */
    boolean add(Waiting stalled) {
        String topic = stalled.topic();
        boolean added = topics.putIfAbsent(stalled, topic) == null;
        if (added) {
            queues.computeIfAbsent(topic, queue -> new LinkedHashSet<>()).add(stalled);
        }
        return added;
    }

    /** Removes from its queue. Returns false if it was not queued. */
    boolean remove(Waiting stalled) {
        String topic = topics.remove(stalled);
        Set<Waiting> queue = topic == null ? null : queues.get(topic);
        if (queue == null) {
            return false;
        }
        queue.remove(stalled);
        if (queue.isEmpty()) {
            queues.remove(topic);
        }
        return true;
    }

    boolean isEmpty() {
        return queues.isEmpty();
    }

    /** Number of topics. */
    int size() {
        return queues.size();
    }

    /** Why Kafka refused the topic, {@code null} when nothing waits for it. */
    @Nullable
    Offer refusal(String topic) {
        Set<Waiting> queue = queues.get(topic);
        return queue == null ? null : queue.iterator().next().refusal();
    }

    /**
     * The next queue to try, in the order in which its members are to be tried. Moves the queue behind
     * those of other topics.
     */
    Set<Waiting> next() {
        Map.Entry<String, Set<Waiting>> first = queues.entrySet().iterator().next();
        String topic = first.getKey();
        Set<Waiting> queue = first.getValue();
        queues.remove(topic);
        queues.put(topic, queue);
        return queue;
    }
}
