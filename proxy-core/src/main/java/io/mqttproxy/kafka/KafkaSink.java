package io.mqttproxy.kafka;

import io.mqttproxy.kafka.RecordEncoder.Sharing;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishSink;
import io.mqttproxy.threads.DaemonThreads;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Hands publications to the one shared, idempotent producer and unifies the three ways in which a send can fail: inline
 * through the callback, inline as an exception, and later on Kafka's thread.
 *
 * <p>With {@code max.block.ms=0} a full buffer or unknown metadata fails at once; that is back-pressure, nothing was
 * taken. Safe for all threads.
 */
public final class KafkaSink implements PublishSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final ProducerListener producerListener;
    private final RecordEncoder encoder;
    private final Timing timing;
    private final TopicsInDemand topicsInDemand = new TopicsInDemand();
    private final LoginState login = new LoginState();
    private final ScheduledExecutorService replacer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("kafka-producer-replacer"));

    /** Used by whoever starts the sink, then on the replacer's thread only. */
    private final ReplacementPause replacementPause;

    /** Used like the pause. */
    private String lastProblem = "";

    /** Null before the first producer is made, and while a broken one is being replaced. */
    private final AtomicReference<@Nullable ProducerInUse> current = new AtomicReference<>();

    private volatile boolean closed;

    /**
     * How producers are watched and replaced.
     *
     * @param replacementPause the shortest
     * @param beat how often the producer's pulse is taken
     * @param longestSilence beats without a pulse after which a producer is replaced
     */
    record Timing(Duration replacementPause, Duration beat, int longestSilence) {
        private static final Duration SECOND = Duration.ofSeconds(1);

        /** By {@code delivery.timeout.ms} everything that the producer holds would have failed anyway. */
        static Timing of(Duration deliveryTimeout) {
            return new Timing(
                    SECOND,
                    SECOND,
                    Math.toIntExact(deliveryTimeout.plusSeconds(10).toSeconds()));
        }
    }

    /** Is told of every producer that comes into use, so that its meters can be bound. */
    public interface ProducerListener {
        /** Returns what to do when the producer is no longer in use. */
        Runnable onProducer(Producer<?, ?> producer);
    }

    /**
     * A sink that takes nothing before {@link #start}.
     *
     * @param traceSampling which share of the publications without a trace begins one, 0 to 1
     */
    public static KafkaSink of(ProducerSettings settings, double traceSampling, ProducerListener producerListener) {
        return new KafkaSink(
                () -> new KafkaProducer<>(settings.forProducer()),
                new RecordEncoder(traceSampling, settings.hasInterceptors() ? Sharing.OWN : Sharing.SHARED),
                producerListener,
                Timing.of(settings.deliveryTimeout()));
    }

    /**
     * A sink whose producers are made elsewhere, and that takes nothing before {@link #start}.
     *
     * @param producers idempotent and with {@code max.block.ms=0}; asked for one, and for another when it has broken
     */
    public static KafkaSink over(Supplier<Producer<byte[], byte[]>> producers) {
        return new KafkaSink(
                producers,
                new RecordEncoder(0, Sharing.SHARED),
                producer -> () -> {},
                Timing.of(Duration.ofMinutes(2)));
    }

    KafkaSink(
            Supplier<Producer<byte[], byte[]>> producers,
            RecordEncoder encoder,
            ProducerListener producerListener,
            Timing timing) {
        this.producers = producers;
        this.encoder = encoder;
        this.producerListener = producerListener;
        this.timing = timing;
        this.replacementPause = new ReplacementPause(timing.replacementPause());
    }

    /**
     * Makes the producer, which connects in the background; returns at once. To be called once. While no bootstrap server
     * has an address, which is an outage like others, it is tried again in the background.
     *
     * @throws KafkaException when the settings cannot be used
     */
    public void start() {
        try {
            install();
        } catch (KafkaException e) {
            if (!ClientFailure.isUnresolved(e)) {
                throw e;
            }
            installLater(e);
        }
        long beat = timing.beat().toNanos();
        replacer.scheduleWithFixedDelay(this::check, beat, beat, TimeUnit.NANOSECONDS);
    }

    @Override
    public Offer offer(Publication publication, OutcomeListener listener) {
        ProducerInUse inUse = current.get();
        Offer offer = inUse == null ? Offer.BACK_PRESSURED : inUse.offer(encoder.encode(publication), listener);
        return offer == Offer.ACCEPTED ? offer : refusal(offer, publication);
    }

    private Offer refusal(Offer offer, Publication publication) {
        if (login.isRefused()) {
            return Offer.NOT_AUTHENTICATED;
        }
        if (offer == Offer.TOPIC_UNKNOWN || offer == Offer.NOT_AUTHORIZED) {
            topicsInDemand.add(publication.destination().kafkaTopic());
        }
        return offer;
    }

    /**
     * Asks Kafka for the metadata of topics that will be written to, so that the first publication does not have to wait
     * for it. Returns at once.
     */
    public void warmUp(Collection<String> topics) {
        ProducerInUse inUse = current.get();
        if (inUse != null) {
            topics.forEach(topic -> requestMetadata(inUse.producer(), topic));
        }
    }

    /** Topics that publications are for and that could not be written to lately. */
    TopicsInDemand topicsInDemand() {
        return topicsInDemand;
    }

    /** To be told whether Kafka lets the proxy in, so that devices are told why they waited. */
    LoginState login() {
        return login;
    }

    /** What the producer measured lately; from any thread. */
    public ProducerFigures figures() {
        ProducerInUse inUse = current.get();
        return ProducerFigures.of(inUse == null ? Map.of() : inUse.producer().metrics());
    }

    /** Waits up to the timeout for what was accepted to be stored; the rest fails. Blocks. */
    public void close(Duration timeout) {
        closed = true;
        replacer.shutdownNow();
        ProducerInUse inUse = current.getAndSet(null);
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
        ProducerPulse pulse = new ProducerPulse(producer, timing.longestSilence());
        current.set(new ProducerInUse(
                producer, pulse, topicsInDemand, producerListener.onProducer(producer), this::replace));
        if (closed) {
            close();
        }
    }

    private void check() {
        try {
            ProducerInUse inUse = current.get();
            if (inUse != null) {
                inUse.check();
            }
        } catch (OutOfMemoryError e) {
            // The next check may have more: what ends a producer's thread is often the lack of memory.
            LOG.warn("Kafka producer could not be checked: {}", e.toString());
        }
    }

    private void replace(ProducerInUse broken, String problem) {
        if (!closed && current.compareAndSet(broken, null)) {
            replacer.execute(() -> closeAndReplace(broken, problem));
        }
    }

    /**
     * The broken producer is closed before the new one is used: what it still holds fails, so nothing of it can be stored
     * behind a later message of the same device.
     */
    private void closeAndReplace(ProducerInUse broken, String problem) {
        if (broken.hasStored()) {
            lastProblem = "";
        }
        Duration pause = broken.hasStored() ? replacementPause.first() : replacementPause.next();
        LOG.atLevel(levelOf(problem))
                .log("Kafka producer failed, another one takes over in {} ms: {}", pause.toMillis(), problem);
        try {
            broken.close(Duration.ZERO);
        } finally {
            installAfter(pause);
        }
    }

    private void installAfter(Duration pause) {
        replacer.schedule(this::installOrRetry, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void installOrRetry() {
        try {
            install();
        } catch (RuntimeException | OutOfMemoryError e) {
            // Whatever it is: without a producer the proxy is of no use, so it goes on trying.
            installLater(e);
        }
    }

    private void installLater(Throwable problem) {
        Duration pause = replacementPause.next();
        String text = ClientFailure.text(problem);
        LOG.atLevel(levelOf(text)).log("No Kafka producer, tried again in {} ms: {}", pause.toMillis(), text);
        installAfter(pause);
    }

    /** As long as one producer after the other fails for the same reason, the first of them is worth a line. */
    private Level levelOf(String problem) {
        Level level = problem.equals(lastProblem) ? Level.DEBUG : Level.WARN;
        lastProblem = problem;
        return level;
    }
}
