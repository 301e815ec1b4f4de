package io.mqttproxy.kafka;

import io.mqttproxy.kafka.RecordEncoder.Sharing;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishSink;
import io.mqttproxy.threads.DaemonThreads;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
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
 * Passes publications to the one shared, idempotent producer, and unifies the three ways in which a
 * send can fail: through the callback within {@code send}, by an exception from {@code send}, and
 * later through the callback on Kafka's I/O thread.
 *
 * <p>With {@code max.block.ms=0} a full buffer or missing metadata makes {@code send} fail at once.
 * The sink reports this as back-pressure: the publication was not accepted. Thread-safe.
 */
public final class KafkaSink implements PublishSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final ProducerListener producerListener;
    private final RecordEncoder encoder;
    private final Timing timing;
    private final LargeRecords largeRecords;
    private final TopicsInDemand topicsInDemand = new TopicsInDemand();
    private final LoginState login = new LoginState();

    /** Drops what it is given after {@link #close}, when there is nothing to be replaced any more. */
    private final ScheduledExecutorService replacer = new ScheduledThreadPoolExecutor(
            1, DaemonThreads.named("kafka-producer-replacer"), new ThreadPoolExecutor.DiscardPolicy());

    /** Accessed by the thread that starts the sink, afterwards only on the replacer's thread. */
    private final ReplacementPause replacementPause;

    /** Accessed like {@link #replacementPause}. */
    private String lastProblem = "";

    /**
     * {@code null} before the first producer is created, and while a broken one is being replaced. Whoever takes a
     * producer out closes it, so that what it has accepted gets an outcome.
     */
    private final AtomicReference<@Nullable ProducerInUse> current = new AtomicReference<>();

    private volatile boolean closed;

    /**
     * How producers are checked and replaced.
     *
     * @param replacementPause the shortest pause before a replacement
     * @param beat interval between two checks of the producer's {@linkplain ProducerPulse pulse}
     * @param longestSilence number of checks without a pulse after which a producer is replaced
     */
    record Timing(Duration replacementPause, Duration beat, int longestSilence) {
        private static final Duration SECOND = Duration.ofSeconds(1);

        /**
         * Ten seconds more than {@code delivery.timeout.ms}: by then every record in the producer
         * would have failed anyway.
         */
        static Timing of(Duration deliveryTimeout) {
            return new Timing(
                    SECOND,
                    SECOND,
                    Math.toIntExact(deliveryTimeout.plusSeconds(10).toSeconds()));
        }
    }

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
        this.producers = producers;
        this.encoder = encoder;
        this.producerListener = producerListener;
        this.timing = timing;
        this.largeRecords = largeRecords;
        this.replacementPause = new ReplacementPause(timing.replacementPause());
    }

    /**
     * Creates the producer, which connects in the background, and returns at once. Call once. If no
     * bootstrap server can be resolved, that is treated like any other outage: creation is repeated in
     * the background.
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
        Offer offer = largeRecords.mayPass(publication) ? pass(publication, listener) : Offer.BACK_PRESSURED;
        if (offer != Offer.ACCEPTED) {
            return refusal(offer, publication);
        }
        largeRecords.accepted(publication);
        return offer;
    }

    private Offer pass(Publication publication, OutcomeListener listener) {
        ProducerInUse inUse = current.get();
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
        ProducerInUse inUse = current.get();
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
        ProducerInUse inUse = current.get();
        return ProducerFigures.of(inUse == null ? Map.of() : inUse.producer().metrics());
    }

    /**
     * Stops accepting and waits up to the timeout until the accepted publications are stored; the rest
     * fails. Blocks.
     */
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
            // Expected: with max.block.ms=0 the call requests the metadata and fails without waiting
            // for it.
            LOG.trace("Metadata of topic {} requested: {}", topic, e.getMessage());
        }
    }

    private void install() {
        Producer<byte[], byte[]> producer = producers.get();
        ProducerPulse pulse = new ProducerPulse(producer, timing.longestSilence());
        Runnable whenGone = producerListener.onProducer(producer);
        current.set(new ProducerInUse(
                producer, pulse, topicsInDemand, login, whenGone, () -> replacer.execute(this::check)));
        if (closed) {
            close();
        }
    }

    /** Runs every second, and at once when a producer has broken. */
    private void check() {
        try {
            ProducerInUse inUse = current.get();
            String problem = inUse == null ? null : inUse.problem();
            if (inUse != null && problem != null) {
                replace(inUse, problem);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            // Memory may suffice at the next check. A lack of memory is also the usual reason why a
            // producer's thread ends.
            LOG.warn("Cannot check the Kafka producer, trying again at the next check: {}", e.toString());
        }
    }

    /**
     * Closes the broken producer before a new one is used. Closing fails everything that it still
     * holds, so that nothing of it can be stored after a later message of the same device.
     */
    private void replace(ProducerInUse broken, String problem) {
        if (broken.hasStored()) {
            lastProblem = "";
        }
        Duration pause = broken.hasStored() ? replacementPause.first() : replacementPause.next();
        LOG.atLevel(levelOf(problem))
                .log("Kafka producer failed, replacing it in {} ms: {}", pause.toMillis(), problem);
        if (current.compareAndSet(broken, null)) {
            try {
                broken.close(Duration.ZERO);
            } finally {
                installAfter(pause);
            }
        }
    }

    private void installAfter(Duration pause) {
        replacer.schedule(this::installOrRetry, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void installOrRetry() {
        try {
            install();
        } catch (RuntimeException | OutOfMemoryError e) {
            // Any exception: without a producer the proxy is useless, so it keeps trying.
            installLater(e);
        }
    }

    private void installLater(Throwable problem) {
        Duration pause = replacementPause.next();
        String text = ClientFailure.text(problem);
        LOG.atLevel(levelOf(text))
                .log("Cannot create a Kafka producer, trying again in {} ms: {}", pause.toMillis(), text);
        installAfter(pause);
    }

    /** If several producers in a row fail for the same reason, only the first failure is logged at WARN. */
    private Level levelOf(String problem) {
        Level level = problem.equals(lastProblem) ? Level.DEBUG : Level.WARN;
        lastProblem = problem;
        return level;
    }
}
