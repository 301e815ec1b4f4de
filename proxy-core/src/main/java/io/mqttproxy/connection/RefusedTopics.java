package io.mqttproxy.connection;

import io.mqttproxy.connection.StalledPublishes.Waiting;
import io.mqttproxy.publish.PublishSink.Offer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those of {@link StalledPublishes} whose topic Kafka refused: a queue for each such topic, which take turns. */
final class RefusedTopics {
    /** By Kafka topic; the one whose turn it is comes first. */
    private final Map<String, Set<Waiting>> queues = new LinkedHashMap<>();

    /** Where each one waits: the topic of its first publish may be another by now. */
    private final Map<Waiting, String> topics = new HashMap<>();

    /** Returns whether it was not there. */
    boolean add(Waiting stalled) {
        String topic = stalled.topic();
        boolean added = topics.putIfAbsent(stalled, topic) == null;
        if (added) {
            queues.computeIfAbsent(topic, queue -> new LinkedHashSet<>()).add(stalled);
        }
        return added;
    }

    /** Returns whether it was there. */
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

    /** How many topics. */
    int size() {
        return queues.size();
    }

    /** Why Kafka refused the topic, {@code null} when nobody waits for it. */
    @Nullable
    Offer refusal(String topic) {
        Set<Waiting> queue = queues.get(topic);
        return queue == null ? null : queue.iterator().next().refusal();
    }

    /** The queue whose turn it is, in the order in which they are to be tried. The next turn is that of another topic. */
    Set<Waiting> next() {
        Map.Entry<String, Set<Waiting>> first = queues.entrySet().iterator().next();
        String topic = first.getKey();
        Set<Waiting> queue = first.getValue();
        queues.remove(topic);
        queues.put(topic, queue);
        return queue;
    }
}
