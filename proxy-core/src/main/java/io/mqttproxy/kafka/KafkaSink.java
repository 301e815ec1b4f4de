package io.mqttproxy.kafka;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final RecordEncoder encoder;
    private final ScheduledExecutorService replacer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "kafka-producer-replacer"));

    /** On the replacer's thread only. */
    private final ReplacementPause replacementPause;

    /** Null while a broken producer is being replaced. */
    private final AtomicReference<@Nullable InUse> current = new AtomicReference<>();

    private volatile boolean closed;

    /** Is told of every producer that comes into use, so that its meters can be bound. */
    public interface ProducerListener {
        /** Returns what to do when the producer is no longer in use. */
        Runnable onProducer(Producer<?, ?> producer);
    }

    private static final class InUse {
        private final Producer<byte[], byte[]> producer;
        private final Runnable whenGone;
        private volatile boolean hasStored;

        InUse(Producer<byte[], byte[]> producer, Runnable whenGone) {
            this.producer = producer;
            this.whenGone = whenGone;
        }

        /** Written once, so that a message costs a read. */
        void stored() {
            if (!hasStored) {
                hasStored = true;
            }
        }

        /** Blocks up to the timeout; what is not stored by then fails. */
        void close(Duration timeout) {
            try {
                producer.close(timeout);
            } catch (KafkaException e) {
                LOG.warn("Kafka producer did not close in order: {}", e.toString());
            }
            whenGone.run();
        }
    }

    /**
     * Connects in the background; returns at once.
     *
     * @param traceSampling which share of the publications without a trace begins one, 0 to 1
     * @throws KafkaException when the settings cannot be used, for instance an unresolvable bootstrap server
     */
    public static KafkaSink start(ProducerSettings settings, double traceSampling, ProducerListener producerListener) {
        return new KafkaSink(
                () -> new KafkaProducer<>(settings.forProducer()),
                new RecordEncoder(traceSampling),
                producerListener,
                REPLACEMENT_PAUSE);
    }

    /**
     * A sink whose producers are made elsewhere.
     *
     * @param producers idempotent and with {@code max.block.ms=0}; asked at once, and again when one has broken
     */
    public static KafkaSink over(Supplier<Producer<byte[], byte[]>> producers) {
        return new KafkaSink(producers, new RecordEncoder(0), producer -> () -> {}, REPLACEMENT_PAUSE);
    }

    KafkaSink(
            Supplier<Producer<byte[], byte[]>> producers,
            RecordEncoder encoder,
            ProducerListener producerListener,
            Duration replacementPause) {
        this.producers = producers;
        this.encoder = encoder;
        this.producerListener = producerListener;
        this.replacementPause = new ReplacementPause(replacementPause);
        install();
    }

    @Override
    public Offer offer(Publication publication, OutcomeListener listener) {
        InUse inUse = current.get();
        if (inUse == null) {
            return Offer.BACK_PRESSURED;
        }
        Delivery delivery = new Delivery(inUse, listener);
        try {
            inUse.producer.send(encoder.encode(publication), delivery);
        } catch (KafkaException | IllegalStateException e) {
            // Other failures are told. It throws in its error state, or when it is being closed because of it; the
            // record may be in its buffer already.
            replace(inUse, e);
            delivery.refuse();
        }
        return delivery.refused ? Offer.BACK_PRESSURED : Offer.ACCEPTED;
    }

    /**
     * Asks Kafka for the metadata of topics that will be written to, so that the first publication does not have to wait
     * for it. Returns at once.
     */
    public void warmUp(Collection<String> topics) {
        InUse inUse = current.get();
        if (inUse != null) {
            topics.forEach(topic -> requestMetadata(inUse.producer, topic));
        }
    }

    /** What the producer measured lately; from any thread. */
    public ProducerFigures figures() {
        InUse inUse = current.get();
        return ProducerFigures.of(inUse == null ? Map.of() : inUse.producer.metrics());
    }

    /** Waits up to the timeout for what was accepted to be stored; the rest fails. Blocks. */
    public void close(Duration timeout) {
        closed = true;
        replacer.shutdownNow();
        InUse inUse = current.getAndSet(null);
        if (inUse != null) {
            inUse.close(timeout);
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
        current.set(new InUse(producer, producerListener.onProducer(producer)));
        if (closed) {
            close();
        }
    }

    private void replace(InUse broken, Throwable failure) {
        if (!closed && current.compareAndSet(broken, null)) {
            replacer.execute(() -> closeAndReplace(broken, failure));
        }
    }

    /**
     * The broken producer is closed before the new one is used: what it still holds fails, so nothing of it can be stored
     * behind a later message of the same device.
     */
    private void closeAndReplace(InUse broken, Throwable failure) {
        Duration pause = broken.hasStored ? replacementPause.first() : replacementPause.next();
        // In its error state it says no more than that; what brought it there is the cause.
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        LOG.warn("Kafka producer failed, another one takes over in {} ms: {}", pause.toMillis(), reason.toString());
        broken.close(Duration.ZERO);
        installAfter(pause);
    }

    private void installAfter(Duration pause) {
        replacer.schedule(this::installOrRetry, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void installOrRetry() {
        try {
            install();
        } catch (RuntimeException e) {
            // Whatever it is: without a producer the proxy is of no use, so it goes on trying.
            Duration pause = replacementPause.next();
            LOG.warn("No new Kafka producer, tried again in {} ms: {}", pause.toMillis(), e.toString());
            installAfter(pause);
        }
    }

    /**
     * Unifies what can happen to one send. A record that was refused may have reached the producer's buffer all the same,
     * and then its callback is called a second time; the first word counts.
     */
    private final class Delivery extends AtomicBoolean implements Callback {
        private final InUse inUse;
        private final OutcomeListener listener;
        private final Thread offering = Thread.currentThread();

        /** Written and read by the offering thread only. */
        private boolean refused;

        Delivery(InUse inUse, OutcomeListener listener) {
            this.inUse = inUse;
            this.listener = listener;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
            if (exception == null) {
                stored(metadata);
                return;
            }
            boolean insideSend = Thread.currentThread() == offering;
            boolean fatal = insideSend && inUse.hasStored
                    ? KafkaFailures.isFatalInsideSend(exception)
                    : KafkaFailures.isFatal(exception);
            if (fatal) {
                replace(inUse, exception);
            }
            FailureReason reason = KafkaFailures.classify(exception);
            if (insideSend && !reason.isPermanent()) {
                refuse();
            } else {
                tell(new PublishOutcome.Failed(reason));
            }
        }

        void refuse() {
            refused |= isFirst();
        }

        private void stored(@Nullable RecordMetadata metadata) {
            if (isFirst()) {
                inUse.stored();
                if (metadata != null) {
                    listener.onStored(metadata.partition(), metadata.offset());
                }
                listener.onOutcome(PublishOutcome.Stored.STORED);
            }
        }

        private void tell(PublishOutcome outcome) {
            if (isFirst()) {
                listener.onOutcome(outcome);
            }
        }

        private boolean isFirst() {
            return compareAndSet(false, true);
        }
    }
}
