package io.mqttproxy.kafka;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.PublishSink.Offer;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One producer from its first record to its end, when all that it was given has an outcome. Safe for all threads. */
final class ProducerInUse {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerInUse.class);

    /** For the producer to fail what it still holds, once its time is over. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Producer<byte[], byte[]> producer;
    private final ProducerPulse pulse;
    private final TopicsInDemand topicsInDemand;
    private final Runnable whenGone;
    private final BiConsumer<ProducerInUse, String> whenBroken;
    private final InFlight inFlight = new InFlight();

    /**
     * A producer that takes records now.
     *
     * @param topicsInDemand is told of topics that Kafka took a record for and then refused it
     * @param whenGone runs after its end
     * @param whenBroken is told why only another producer helps, perhaps more than once
     */
    ProducerInUse(
            Producer<byte[], byte[]> producer,
            ProducerPulse pulse,
            TopicsInDemand topicsInDemand,
            Runnable whenGone,
            BiConsumer<ProducerInUse, String> whenBroken) {
        this.producer = producer;
        this.pulse = pulse;
        this.topicsInDemand = topicsInDemand;
        this.whenGone = whenGone;
        this.whenBroken = whenBroken;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    Offer offer(ProducerRecord<byte[], byte[]> record, OutcomeListener listener) {
        Delivery delivery = new Delivery(this, listener);
        if (!inFlight.add(delivery)) {
            return Offer.BACK_PRESSURED;
        }
        try {
            producer.send(record, delivery);
        } catch (KafkaException | IllegalStateException e) {
            // Other failures are told. It throws in its error state, or when it is being closed because of it; the
            // record may be in its buffer already.
            delivery.refuse(Offer.BACK_PRESSURED);
            broken(e);
        } catch (RuntimeException | OutOfMemoryError e) {
            delivery.refuse(Offer.BACK_PRESSURED);
            throw e;
        }
        return delivery.offer();
    }

    /**
     * What it means that {@code send} failed at once. With {@code max.block.ms=0} it times out when the topic is not known;
     * before Kafka has answered for the first time, none is.
     */
    Offer refusal(FailureReason reason) {
        return switch (reason) {
            case KAFKA_NOT_AUTHORIZED -> Offer.NOT_AUTHORIZED;
            case KAFKA_UNKNOWN_TOPIC -> Offer.TOPIC_UNKNOWN;
            case KAFKA_TIMEOUT -> pulse.hasAnswer() ? Offer.TOPIC_UNKNOWN : Offer.BACK_PRESSURED;
            default -> Offer.BACK_PRESSURED;
        };
    }

    /** Takes the pulse, and has the producer replaced when there is none. */
    void check() {
        String problem = pulse.problem();
        if (problem != null) {
            whenBroken.accept(this, problem);
        }
    }

    void broken(Throwable failure) {
        // In its error state it says no more than that; what brought it there is the cause.
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        whenBroken.accept(this, reason.toString());
    }

    /** The first word of a delivery counts. Returns whether this is it. */
    boolean claim(Delivery delivery) {
        return inFlight.remove(delivery);
    }

    /** The producer learns only from the answer to its records that it may not write to a topic that it may describe. */
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
     * Blocks up to the timeout and {@link #GRACE}; what is not stored by then fails. The producer itself would wait for its
     * thread for ever: one that hangs is left behind, and sends nothing any more should it wake up.
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
            // Also when there is no memory for a thread: the devices would wait for ever.
            inFlight.close();
            whenGone.run();
        }
    }

    private void closeProducer(Duration timeout) {
        try {
            producer.close(timeout);
        } catch (KafkaException e) {
            LOG.warn("Kafka producer did not close in order: {}", e.toString());
        }
    }
}
