package io.mqttproxy.kafka;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.PublishSink.Offer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One producer and its deliveries in flight, from its first record until every accepted record has an
 * outcome. Thread-safe.
 */
final class ProducerInUse {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerInUse.class);

    /** Extra time on closing in which the producer fails the records that it still holds. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Producer<byte[], byte[]> producer;
    private final ProducerPulse pulse;
    private final TopicsInDemand topicsInDemand;
    private final LoginState login;
    private final Runnable whenGone;
    private final Runnable whenBroken;
    private final InFlight inFlight = new InFlight();

    /** Why it has broken: it accepts nothing any more. */
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();

    /**
     * Wraps a producer, which is used from now on.
     *
     * @param topicsInDemand learns of topics whose records Kafka rejected after the producer had
     *     accepted them
     * @param login whether Kafka accepts the proxy's credentials
     * @param whenGone runs after the producer has been closed
     * @param whenBroken runs once when a failure has broken the producer; {@link #problem} tells which
     */
    ProducerInUse(
            Producer<byte[], byte[]> producer,
            ProducerPulse pulse,
            TopicsInDemand topicsInDemand,
            LoginState login,
            Runnable whenGone,
            Runnable whenBroken) {
        this.producer = producer;
        this.pulse = pulse;
        this.topicsInDemand = topicsInDemand;
        this.login = login;
        this.whenGone = whenGone;
        this.whenBroken = whenBroken;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    Offer offer(ProducerRecord<byte[], byte[]> record, OutcomeListener listener) {
        Delivery delivery = new Delivery(this, listener);
        if (problem.get() != null || !inFlight.add(delivery)) {
            return Offer.BACK_PRESSURED;
        }
        try {
            producer.send(record, delivery);
        } catch (KafkaException | IllegalStateException e) {
            // All other failures arrive through the callback. send throws when the producer is in its
            // error state, or is being closed because of it. The record may be in its buffer already.
            delivery.refuse(Offer.BACK_PRESSURED);
            broken(e);
        } catch (RuntimeException | OutOfMemoryError e) {
            delivery.refuse(Offer.BACK_PRESSURED);
            throw e;
        }
        return delivery.offer();
    }

    /**
     * The answer to an offer whose {@code send} failed at once. With {@code max.block.ms=0}, a timeout
     * means that the topic's metadata is unknown; before Kafka's first answer this is true of every
     * topic.
     */
    Offer refusal(FailureReason reason) {
        return switch (reason) {
            case KAFKA_NOT_AUTHORIZED -> Offer.NOT_AUTHORIZED;
            case KAFKA_UNKNOWN_TOPIC -> Offer.TOPIC_UNKNOWN;
            case KAFKA_TIMEOUT -> pulse.hasAnswer() ? Offer.TOPIC_UNKNOWN : Offer.BACK_PRESSURED;
            default -> Offer.BACK_PRESSURED;
        };
    }

    /** What a failure means. While Kafka refuses the login, the producer is only silent until its records expire. */
    FailureReason reason(Exception failure) {
        FailureReason reason = KafkaFailures.classify(failure);
        return reason == FailureReason.KAFKA_TIMEOUT && login.isRefused() ? FailureReason.KAFKA_AUTHENTICATION : reason;
    }

    /** Why the producer must be replaced, {@code null} while it works. To be called by one thread. */
    @Nullable
    String problem() {
        String known = problem.get();
        return known == null ? pulse.problem() : known;
    }

    void broken(Throwable failure) {
        // In its error state the producer throws a generic exception, whose cause is the failure that
        // led there.
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        if (problem.compareAndSet(null, reason.toString())) {
            whenBroken.run();
        }
    }

    /** Claims the right to settle a delivery. Returns false if it is settled already. */
    boolean claim(Delivery delivery) {
        return inFlight.remove(delivery);
    }

    /**
     * Records topics that the proxy may describe but not write to: the producer learns this only from
     * the answer to its records.
     */
    void failed(Exception failure) {
        if (failure instanceof TopicAuthorizationException denied) {
            denied.unauthorizedTopics().forEach(topicsInDemand::add);
        }
    }

    void stored() {
        pulse.stored();
    }

    boolean hasStored() {
        return pulse.hasStored();
    }

    /**
     * Closes the producer, blocking up to the timeout plus {@link #GRACE}; whatever is not stored by
     * then fails. The producer's own {@code close} would wait forever for its thread. A thread that
     * hangs is left behind, and will send nothing if it wakes up.
     */
    void close(Duration timeout) {
        Thread closing = new Thread(() -> closeProducer(timeout), "kafka-producer-closing");
        closing.setDaemon(true);
        try {
            closing.start();
            closing.join(timeout.plus(GRACE).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Even if no thread could be created for lack of memory: otherwise the devices would wait
            // forever.
            inFlight.close();
            whenGone.run();
        }
    }

    private void closeProducer(Duration timeout) {
        try {
            producer.close(timeout);
        } catch (KafkaException e) {
            LOG.warn("Kafka producer did not close properly: {}", e.toString());
        }
    }
}
