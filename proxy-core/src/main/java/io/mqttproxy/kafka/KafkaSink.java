package io.mqttproxy.kafka;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands publications to the one shared, idempotent producer and unifies the three ways in which a send can fail: inline
 * through the callback, inline as an exception, and later on Kafka's thread.
 *
 * <p>With {@code max.block.ms=0} a full buffer or unknown metadata fails at once; that is back-pressure, nothing was
 * taken. Safe for all threads.
 */
public final class KafkaSink implements PublishSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);
    private static final Duration REPLACEMENT_PAUSE = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final ProducerListener producerListener;
    private final RecordEncoder encoder = new RecordEncoder();
    private final ScheduledExecutorService replacer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "kafka-producer-replacer"));

    /** Null while a broken producer is being replaced. */
    private final AtomicReference<@Nullable Producer<byte[], byte[]>> current = new AtomicReference<>();

    private volatile boolean closed;

    /** Is told of every producer that comes into use, so that its meters can be bound. */
    public interface ProducerListener {
        void onProducer(Producer<?, ?> producer);
    }

    /**
     * Connects in the background; returns at once.
     *
     * @throws KafkaException when the settings cannot be used, for instance an unresolvable bootstrap server
     */
    public static KafkaSink start(ProducerSettings settings, ProducerListener producerListener) {
        return new KafkaSink(() -> new KafkaProducer<>(settings.forProducer()), producerListener);
    }

    KafkaSink(Supplier<Producer<byte[], byte[]>> producers, ProducerListener producerListener) {
        this.producers = producers;
        this.producerListener = producerListener;
        install();
    }

    @Override
    public Offer offer(Publication publication, OutcomeListener listener) {
        Producer<byte[], byte[]> producer = current.get();
        if (producer == null) {
            return Offer.BACK_PRESSURED;
        }
        Delivery delivery = new Delivery(producer, listener);
        try {
            producer.send(encoder.encode(publication), delivery);
        } catch (KafkaException | IllegalStateException e) {
            // A producer in its error state, or one that is being closed because of it.
            replaceIfBroken(producer, e);
            return Offer.BACK_PRESSURED;
        }
        return delivery.backPressured ? Offer.BACK_PRESSURED : Offer.ACCEPTED;
    }

    /**
     * Asks Kafka for the metadata of topics that will be written to, so that the first publication does not have to wait
     * for it. Returns at once.
     */
    public void warmUp(Collection<String> topics) {
        Producer<byte[], byte[]> producer = current.get();
        if (producer != null) {
            topics.forEach(topic -> requestMetadata(producer, topic));
        }
    }

    /** Waits up to the timeout for what was accepted to be stored; the rest fails. Blocks. */
    public void close(Duration timeout) {
        closed = true;
        replacer.shutdownNow();
        Producer<byte[], byte[]> producer = current.getAndSet(null);
        if (producer != null) {
            producer.close(timeout);
        }
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private static void requestMetadata(Producer<byte[], byte[]> producer, String topic) {
        try {
            producer.partitionsFor(topic);
        } catch (KafkaException e) {
            // As meant: with max.block.ms=0 the call asks for the metadata and does not wait for it.
            LOG.trace("Metadata of topic {} requested: {}", topic, e.getMessage());
        }
    }

    private void install() {
        Producer<byte[], byte[]> producer = producers.get();
        producerListener.onProducer(producer);
        current.set(producer);
    }

    private void replaceIfBroken(Producer<byte[], byte[]> producer, Throwable failure) {
        if (!closed && KafkaFailures.isFatal(failure) && current.compareAndSet(producer, null)) {
            LOG.warn("Kafka producer failed and is being replaced: {}", failure.toString());
            replacer.execute(() -> replace(producer));
        }
    }

    /**
     * The broken producer is closed before the new one is used: what it still holds fails, so nothing of it can be stored
     * behind a later message of the same device.
     */
    private void replace(Producer<byte[], byte[]> broken) {
        broken.close(Duration.ZERO);
        scheduleInstall();
    }

    private void scheduleInstall() {
        replacer.schedule(this::installOrRetry, REPLACEMENT_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void installOrRetry() {
        try {
            install();
            LOG.info("Kafka producer replaced");
        } catch (KafkaException e) {
            LOG.warn("No new Kafka producer yet: {}", e.toString());
            scheduleInstall();
        }
    }

    /** Unifies what can happen to one send. */
    private final class Delivery implements Callback {
        private final Producer<byte[], byte[]> producer;
        private final OutcomeListener listener;
        private final Thread offering = Thread.currentThread();

        /** Written and read by the offering thread only. */
        private boolean backPressured;

        Delivery(Producer<byte[], byte[]> producer, OutcomeListener listener) {
            this.producer = producer;
            this.listener = listener;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
            if (exception == null) {
                listener.onOutcome(PublishOutcome.Stored.STORED);
                return;
            }
            replaceIfBroken(producer, exception);
            FailureReason reason = KafkaFailures.classify(exception);
            if (!reason.isPermanent() && Thread.currentThread() == offering) {
                // Still inside send(): the producer took nothing.
                backPressured = true;
            } else {
                listener.onOutcome(new PublishOutcome.Failed(reason));
            }
        }
    }
}
