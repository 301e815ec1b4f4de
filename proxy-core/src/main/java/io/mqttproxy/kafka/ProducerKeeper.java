package io.mqttproxy.kafka;

import io.mqttproxy.kafka.KafkaSink.ProducerListener;
import io.mqttproxy.threads.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps a working producer in use: creates it, checks it every second, and replaces one that has broken. The check also
 * finds that a producer is missing, so a step that fails for lack of memory is made up for by the next one.
 *
 * <p>Callable from any thread, but all of this happens on one thread of its own, after {@link #start}.
 */
final class ProducerKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerKeeper.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final ProducerListener producerListener;
    private final Timing timing;
    private final TopicsInDemand topicsInDemand;
    private final LoginState login;
    private final ReplacementPause pauses;

    /** Drops what it is given after {@link #close}, when there is nothing to be replaced any more. */
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
            1, DaemonThreads.named("kafka-producer-keeper"), new ThreadPoolExecutor.DiscardPolicy());

    /** When to create the next producer, as {@link System#nanoTime}, while there is none. */
    private long dueNanos;

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

    ProducerKeeper(
            Supplier<Producer<byte[], byte[]>> producers,
            ProducerListener producerListener,
            Timing timing,
            TopicsInDemand topicsInDemand,
            LoginState login) {
        this.producers = producers;
        this.producerListener = producerListener;
        this.timing = timing;
        this.topicsInDemand = topicsInDemand;
        this.login = login;
        this.pauses = new ReplacementPause(timing.replacementPause());
    }

    /**
     * Creates the first producer. Call once.
     *
     * @throws KafkaException when the settings cannot be used, but not when merely no bootstrap server can be resolved
     */
    void start() {
        try {
            create();
        } catch (KafkaException e) {
            if (!ClientFailure.isUnresolved(e)) {
                throw e;
            }
            createLater(e);
        }
        long beat = timing.beat().toNanos();
        thread.scheduleWithFixedDelay(this::check, beat, beat, TimeUnit.NANOSECONDS);
    }

    /** The producer to use, {@code null} while there is none. */
    @Nullable
    ProducerInUse inUse() {
        return current.get();
    }

    /** Closes the producer, which has this long to store what it has accepted; there will be no other. Blocks. */
    void close(Duration timeout) {
        closed = true;
        thread.shutdownNow();
        ProducerInUse last = current.getAndSet(null);
        if (last != null) {
            last.close(timeout);
        }
    }

    private void create() {
        Producer<byte[], byte[]> producer = producers.get();
        ProducerPulse pulse = new ProducerPulse(producer, timing.longestSilence());
        Runnable whenGone = producerListener.onProducer(producer);
        current.set(
                new ProducerInUse(producer, pulse, topicsInDemand, login, whenGone, () -> thread.execute(this::check)));
        if (closed) {
            close(Duration.ZERO);
        }
    }

    /** Runs every second, at once when a producer has broken, and when the pause before the next one is over. */
    private void check() {
        try {
            ProducerInUse inUse = current.get();
            String problem = inUse == null ? null : inUse.problem();
            if (inUse == null) {
                createIfDue();
            } else if (problem != null) {
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
        Duration pause = broken.hasStored() ? pauses.first() : pauses.next();
        LOG.atLevel(levelOf(problem))
                .log("Kafka producer failed, replacing it in {} ms: {}", pause.toMillis(), problem);
        dueNanos = System.nanoTime() + pause.toNanos();
        if (current.compareAndSet(broken, null)) {
            try {
                broken.close(Duration.ZERO);
            } finally {
                checkAfter(pause);
            }
        }
    }

    private void createIfDue() {
        if (closed || System.nanoTime() - dueNanos < 0) {
            return;
        }
        try {
            create();
        } catch (RuntimeException | OutOfMemoryError e) {
            // Any exception: without a producer the proxy is useless, so it keeps trying.
            createLater(e);
        }
    }

    private void createLater(Throwable problem) {
        Duration pause = pauses.next();
        dueNanos = System.nanoTime() + pause.toNanos();
        String text = ClientFailure.text(problem);
        LOG.atLevel(levelOf(text))
                .log("Cannot create a Kafka producer, trying again in {} ms: {}", pause.toMillis(), text);
        checkAfter(pause);
    }

    /** The check that runs every second would do, but later. */
    private void checkAfter(Duration pause) {
        thread.schedule(this::check, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** If several producers in a row fail for the same reason, only the first failure is logged at WARN. */
    private Level levelOf(String problem) {
        Level level = problem.equals(lastProblem) ? Level.DEBUG : Level.WARN;
        lastProblem = problem;
        return level;
    }
}
