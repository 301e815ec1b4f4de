package io.mqttproxy.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Whether a producer's I/O thread is at work. An {@link Error}, as when memory is short, ends that thread without a word:
 * the producer goes on taking records, and nothing becomes of them. While it lives it looks for work at least every
 * {@code request.timeout.ms}, and counts that.
 */
final class ProducerPulse {
    private final int longestSilence;
    private final Optional<? extends Metric> looks;
    private final Optional<? extends Metric> answers;

    /** Kafka's thread, as soon as it has told of a stored record. */
    private volatile @Nullable Thread thread;

    /** On the watching thread only. */
    private double looksBefore = Double.NaN;

    private int silence;

    /**
     * The pulse of a producer, taken by one thread.
     *
     * @param longestSilence how often in a row {@link #problem} may find nothing new: beats, not seconds, because a whole
     *     process that was suspended must not count as a thread that hangs
     */
    ProducerPulse(Producer<?, ?> producer, int longestSilence) {
        this.longestSilence = longestSilence;
        this.looks = counter(producer, "select-total");
        this.answers = counter(producer, "response-total");
    }

    /** Called on Kafka's thread for what it stored; after the first time, a message costs a read. */
    void stored() {
        if (thread == null) {
            thread = Thread.currentThread();
        }
    }

    boolean hasStored() {
        return thread != null;
    }

    /** Whether a broker has ever answered; from any thread. */
    boolean hasAnswer() {
        return hasStored() || count(answers) > 0;
    }

    /** Why the producer is of no more use, {@code null} as long as it is. */
    @Nullable
    String problem() {
        Thread kafka = thread;
        if (kafka != null && !kafka.isAlive()) {
            return "its thread has ended";
        }
        double looksNow = count(looks);
        silence = looksNow == looksBefore ? silence + 1 : 0;
        looksBefore = looksNow;
        return silence > longestSilence && looks.isPresent() ? "its thread hangs" : null;
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

    /** The count; 0 when the producer does not have it. */
    private static double count(Optional<? extends Metric> counter) {
        return counter.map(metric -> (double) metric.metricValue()).orElse(0.0);
    }
}
