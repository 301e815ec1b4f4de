package io.mqttproxy.kafka;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Topics that publications are for and that the producer does not know. Devices may choose them, so no rule need name
 * them. Safe for all threads.
 */
public final class TopicsInDemand {
    /** As many as anybody reads. */
    private static final int MOST = 100;

    private final Set<String> topics = ConcurrentHashMap.newKeySet();

    void add(String topic) {
        if (topics.size() < MOST) {
            topics.add(topic);
        }
    }

    /** Those since the last call: whoever still waits for one will soon ask for it again. */
    Set<String> take() {
        Set<String> taken = Set.copyOf(topics);
        topics.removeAll(taken);
        return taken;
    }
}
