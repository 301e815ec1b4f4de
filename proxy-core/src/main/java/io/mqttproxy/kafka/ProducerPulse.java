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

    /** Kafka's thread, as soon as it has told of a stored record. */
    private volatile @Nullable Thread thread;

    /** On the watching thread only. */
    private Object looksBefore = Double.NaN;

    private int silence;

    /**
     * The pulse of a producer, taken by one thread.
     *
     * @param longestSilence how often in a row {@link #problem} may find nothing new: beats, not seconds, because a whole
     *     process that was suspended must not count as a thread that hangs
     */
    ProducerPulse(Producer<?, ?> producer, int longestSilence) {
        this.longestSilence = longestSilence;
        this.looks = producer.metrics().entrySet().stream()
                .filter(entry -> isLooks(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
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

    /** Why the producer is of no more use, {@code null} as long as it is. */
    @Nullable
    String problem() {
        Thread kafka = thread;
        if (kafka != null && !kafka.isAlive()) {
            return "its thread has ended";
        }
        Object looksNow = looks.<Object>map(Metric::metricValue).orElse(Double.NaN);
        silence = looksNow.equals(looksBefore) ? silence + 1 : 0;
        looksBefore = looksNow;
        return silence > longestSilence && looks.isPresent() ? "its thread hangs" : null;
    }

    private static boolean isLooks(MetricName name) {
        return name.group().equals("producer-metrics") && name.name().equals("select-total");
    }
}
