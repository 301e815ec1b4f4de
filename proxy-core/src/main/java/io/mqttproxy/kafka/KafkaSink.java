package io.mqttproxy.kafka;

import io.mqttproxy.kafka.ProducerKeeper.Timing;
import io.mqttproxy.kafka.RecordEncoder.Sharing;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishSink;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes publications to the one shared, idempotent producer, and unifies the three ways in which a
 * send can fail: through the callback within {@code send}, by an exception from {@code send}, and
 * later through the callback on Kafka's I/O thread.
 *
 * <p>With {@code max.block.ms=0} a full buffer or missing metadata makes {@code send} fail at once.
 * The sink reports this as back-pressure: the publication was not accepted. Thread-safe.
 */
public final class KafkaSink implements PublishSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);

    private final RecordEncoder encoder;
    private final LargeRecords largeRecords;
    private final TopicsInDemand topicsInDemand = new TopicsInDemand();
    private final LoginState login = new LoginState();
    private final ProducerKeeper keeper;

    /** Learns of every producer that comes into use, so that its meters can be bound. */
    public interface ProducerListener {
        /** Called with a new producer. Returns an action to run when that producer is no longer in use. */
        Runnable onProducer(Producer<?, ?> producer);
    }

    /**
     * A sink that accepts nothing before {@link #start}.
     *
     * @param traceSampling the share of publications without a trace for which one is begun, 0 to 1
     */
    public static KafkaSink of(ProducerSettings settings, double traceSampling, ProducerListener producerListener) {
        return new KafkaSink(
                () -> new KafkaProducer<>(settings.forProducer()),
                new RecordEncoder(traceSampling, settings.hasInterceptors() ? Sharing.OWN : Sharing.SHARED),
                producerListener,
                Timing.of(settings.deliveryTimeout()),
                new LargeRecords(settings.batchSize(), System::nanoTime));
    }

    /**
     * A sink over the caller's producers; it accepts nothing before {@link #start}.
     *
     * @param producers creates idempotent producers with {@code max.block.ms=0}: one at start, another
     *     when one has broken
     */
    public static KafkaSink over(Supplier<Producer<byte[], byte[]>> producers) {
        return new KafkaSink(
                producers,
                new RecordEncoder(0, Sharing.SHARED),
                producer -> () -> {},
                Timing.of(Duration.ofMinutes(2)),
                new LargeRecords(ProducerSettings.BATCH_SIZE, System::nanoTime));
    }

    KafkaSink(
            Supplier<Producer<byte[], byte[]>> producers,
            RecordEncoder encoder,
            ProducerListener producerListener,
            Timing timing,
            LargeRecords largeRecords) {
        this.encoder = encoder;
        this.largeRecords = largeRecords;
        this.keeper = new ProducerKeeper(producers, producerListener, timing, topicsInDemand, login);
    }

    /**
     * Creates the producer, which connects in the background, and returns at once. Call once. If no
     * bootstrap server can be resolved, that is treated like any other outage: creation is repeated in
     * the background.
     *
     * @throws KafkaException when the settings cannot be used
     */
    public void start() {
        keeper.start();
    }

    @Override
    public Offer offer(Publication publication, OutcomeListener listener) {
        Offer offer = largeRecords.mayPass(publication) ? pass(publication, listener) : Offer.BACK_PRESSURED;
        if (offer != Offer.ACCEPTED) {
            return refusal(offer, publication);
        }
        largeRecords.accepted(publication);
        return offer;
    }

    private Offer pass(Publication publication, OutcomeListener listener) {
        ProducerInUse inUse = keeper.inUse();
        return inUse == null ? Offer.BACK_PRESSURED : inUse.offer(encoder.encode(publication), listener);
    }

    private Offer refusal(Offer offer, Publication publication) {
        if (login.isRefused()) {
            return Offer.NOT_AUTHENTICATED;
        }
        if (offer == Offer.TOPIC_UNKNOWN || offer == Offer.NOT_AUTHORIZED) {
            topicsInDemand.add(publication.destination().kafkaTopic());
        } else if (offer == Offer.BACK_PRESSURED && largeRecords.refused(publication)) {
            return Offer.NEXT;
        }
        return offer;
    }

    /**
     * Requests the metadata of topics in advance, so that the first publication to each does not have
     * to wait. Returns at once.
     */
    public void warmUp(Collection<String> topics) {
        ProducerInUse inUse = keeper.inUse();
        if (inUse != null) {
            topics.forEach(topic -> requestMetadata(inUse.producer(), topic));
        }
    }

    /** The topics that publications were recently addressed to but that could not be written to. */
    TopicsInDemand topicsInDemand() {
        return topicsInDemand;
    }

    /**
     * Whether Kafka accepts the proxy's credentials. Set by {@link KafkaHealth}, so that devices are
     * told why they had to wait.
     */
    LoginState login() {
        return login;
    }

    /** The producer's recent measurements. Callable from any thread. */
    public ProducerFigures figures() {
        ProducerInUse inUse = keeper.inUse();
        return ProducerFigures.of(inUse == null ? Map.of() : inUse.producer().metrics());
    }

    /**
     * Stops accepting and waits up to the timeout until the accepted publications are stored; the rest
     * fails. Blocks.
     */
    public void close(Duration timeout) {
        keeper.close(timeout);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private static void requestMetadata(Producer<byte[], byte[]> producer, String topic) {
        try {
            producer.partitionsFor(topic);
        } catch (KafkaException e) {
            // Expected: with max.block.ms=0 the call requests the metadata and fails without waiting
            // for it.
            LOG.trace("Metadata of topic {} requested: {}", topic, e.getMessage());
        }
    }
}
