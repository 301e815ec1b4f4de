package io.mqttproxy.connection;

import io.mqttproxy.publish.PublishSink.Offer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those of {@link StalledConnections} whose topic Kafka refused: a queue for each such topic, which take turns. */
final class RefusedTopics {
    /** By Kafka topic; the one whose turn it is comes first. */
    private final Map<String, Set<ParkedPublishes>> queues = new LinkedHashMap<>();

    /** Where each one waits: the topic of its first publish may be another by now. */
    private final Map<ParkedPublishes, String> topics = new HashMap<>();

    /** Returns whether it was not there. */
    boolean add(ParkedPublishes parked) {
        String topic = parked.topic();
        boolean added = topics.putIfAbsent(parked, topic) == null;
        if (added) {
            queues.computeIfAbsent(topic, queue -> new LinkedHashSet<>()).add(parked);
        }
        return added;
    }

    /** Returns whether it was there. */
    boolean remove(ParkedPublishes parked) {
        String topic = topics.remove(parked);
        Set<ParkedPublishes> queue = topic == null ? null : queues.get(topic);
        if (queue == null) {
            return false;
        }
        queue.remove(parked);
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
        Set<ParkedPublishes> queue = queues.get(topic);
        return queue == null ? null : queue.iterator().next().refusal();
    }

    /** The queue whose turn it is, in the order in which they are to be tried. The next turn is that of another topic. */
    Set<ParkedPublishes> next() {
        Map.Entry<String, Set<ParkedPublishes>> first =
                queues.entrySet().iterator().next();
        String topic = first.getKey();
        Set<ParkedPublishes> queue = first.getValue();
        queues.remove(topic);
        queues.put(topic, queue);
        return queue;
    }
}
