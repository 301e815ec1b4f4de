package io.mqttproxy.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Topics that publications were recently addressed to but that could not be written to. Devices may
 * choose such topics through templates, so the rules need not contain them. Thread-safe.
 */
final class TopicsInDemand {
    /** Bounds the memory; nobody reads a longer list. */
    private static final int MAX_TOPICS = 100;

    /**
     * Longer than most devices wait between two publishes, so that a lasting problem is not reported
     * as a series of new ones.
     */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;

    /** Each topic with the time of the last publication to it. */
    private final Map<String, Long> topics = new ConcurrentHashMap<>();

    TopicsInDemand() {
        this(System::nanoTime);
    }

    TopicsInDemand(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(String topic) {
        long now = nanoTime.getAsLong();
        if (topics.replace(topic, now) == null && topics.size() < MAX_TOPICS) {
            topics.put(topic, now);
        }
    }

    /** Forgets topics without recent publications and returns the others. */
    Set<String> recent() {
        long now = nanoTime.getAsLong();
        topics.values().removeIf(last -> now - last > REMEMBERED.toNanos());
        return Set.copyOf(topics.keySet());
    }

    /** Forgets topics that have turned out to have no problem, to make room for others. */
    void forget(Set<String> fine) {
        topics.keySet().removeAll(fine);
    }
}
