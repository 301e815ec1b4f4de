package io.mqttproxy.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Detects whether a producer's I/O thread is alive and at work. An {@link Error}, for example for lack
 * of memory, ends that thread silently: the producer goes on accepting records but never sends them.
 * While the thread works, it polls the network at least every {@code request.timeout.ms} and counts
 * that in the metric {@code select-total}.
 */
final class ProducerPulse {
    private final int longestSilence;
    private final Optional<? extends Metric> polls;
    private final Optional<? extends Metric> answers;

    /** Kafka's I/O thread, known once it has reported a stored record. */
    private volatile @Nullable Thread thread;

    /** Accessed on the checking thread only. */
    private double pollsBefore = Double.NaN;

    private int silence;

    /**
     * Watches one producer; {@link #problem} must be called by one thread.
     *
     * @param longestSilence how often in a row {@link #problem} may find no progress. Counted in
     *     checks and not in seconds, so that the suspension of the whole process is not mistaken for a
     *     hanging thread
     */
    ProducerPulse(Producer<?, ?> producer, int longestSilence) {
        this.longestSilence = longestSilence;
        this.polls = counter(producer, "select-total");
        this.answers = counter(producer, "response-total");
    }

    /**
     * Called on Kafka's I/O thread for each stored record; after the first call this costs only a
     * volatile read.
     */
    void stored() {
        if (thread == null) {
            thread = Thread.currentThread();
        }
    }

    boolean hasStored() {
        return thread != null;
    }

    /** Whether any broker has ever answered. Callable from any thread. */
    boolean hasAnswer() {
        return hasStored() || count(answers) > 0;
    }

    /** Why the producer must be replaced, {@code null} while it works. */
    @Nullable
    String problem() {
        Thread kafka = thread;
        if (kafka != null && !kafka.isAlive()) {
            return "its I/O thread has ended";
        }
        double pollsNow = count(polls);
        silence = pollsNow == pollsBefore ? silence + 1 : 0;
        pollsBefore = pollsNow;
        return silence > longestSilence && polls.isPresent() ? "its I/O thread hangs" : null;
    }

    private static Optional<? extends Metric> counter(Producer<?, ?> producer, String name) {
        return producer.metrics().entrySet().stream()
                .filter(entry -> isCounter(entry.getKey(), name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isCounter(MetricName metric, String name) {
        return metric.group().equals("producer-metrics") && metric.name().equals(name);
    }

    /** The counter's value; 0 when the producer does not have that counter. */
    private static double count(Optional<? extends Metric> counter) {
        return counter.map(metric -> (double) metric.metricValue()).orElse(0.0);
    }
}
