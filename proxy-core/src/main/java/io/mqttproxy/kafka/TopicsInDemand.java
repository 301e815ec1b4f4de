package io.mqttproxy.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Topics that publications are for and that could not be written to lately. Devices may choose them, so no rule need name
 * them. Safe for all threads.
 */
final class TopicsInDemand {
    /** As many as anybody reads. */
    private static final int MOST = 100;

    /** Longer than most devices wait between two publishes: a trouble that lasts is one trouble. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;

    /** With the time of the last publication. */
    private final Map<String, Long> topics = new ConcurrentHashMap<>();

    TopicsInDemand() {
        this(System::nanoTime);
    }

    TopicsInDemand(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(String topic) {
        long now = nanoTime.getAsLong();
        if (topics.replace(topic, now) == null && topics.size() < MOST) {
            topics.put(topic, now);
        }
    }

    /** Forgets those that nobody wanted for long, and tells the others. */
    Set<String> recent() {
        long now = nanoTime.getAsLong();
        topics.values().removeIf(last -> now - last > REMEMBERED.toNanos());
        return Set.copyOf(topics.keySet());
    }

    /** Makes room: nothing is wrong with these. */
    void forget(Set<String> fine) {
        topics.keySet().removeAll(fine);
    }
}
