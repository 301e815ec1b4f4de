package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.kafka.RecordEncoder.Sharing;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishOutcome.Failed;
import io.mqttproxy.publish.PublishOutcome.Stored;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.PublishSink.Offer;
import io.mqttproxy.publish.Qos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The three ways in which a send can fail are one, and a broken producer is replaced without a restart. */
class KafkaSinkTest {
    private static final ProducerKeeper.Timing TIMING =
            new ProducerKeeper.Timing(Duration.ofMillis(1), Duration.ofMillis(1), 3);

    private static final int BATCH_SIZE = 1_024;

    /** What came into use and nobody has asked for yet. */
    private final BlockingQueue<ScriptedProducer> inUse = new LinkedBlockingQueue<>();

    private final BlockingQueue<ScriptedProducer> gone = new LinkedBlockingQueue<>();
    private final List<PublishOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failuresToStart = new AtomicInteger();
    private volatile KafkaException startFailure = new KafkaException("Failed to construct kafka producer");
    private final KafkaSink sink = newSink();

    @BeforeEach
    void start() {
        sink.start();
    }

    @AfterEach
    void close() {
        sink.close();
    }

    @Test
    void aRecordThatKafkaAcknowledgesIsStored() throws InterruptedException {
        ScriptedProducer producer = producerInUse();

        assertEquals(Offer.ACCEPTED, offer());
        assertEquals(List.of(), outcomes);
        producer.completeNext();

        assertEquals(List.of(Stored.STORED), outcomes);
        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertEquals("a.b", record.topic());
        assertArrayEquals(new byte[1], record.value());
        assertArrayEquals(new byte[] {'d'}, record.key());
    }

    @Test
    void aFailureAfterSendIsReported() throws InterruptedException {
        ScriptedProducer producer = producerInUse();

        assertEquals(Offer.ACCEPTED, offer());
        onKafkasThread(() -> producer.errorNext(new TimeoutException("expired")));

        assertEquals(List.of(new Failed(FailureReason.KAFKA_TIMEOUT)), outcomes);
    }

    @Test
    void beforeStartNothingIsAccepted() {
        KafkaSink waiting = newSink(() -> {
            throw new AssertionError("asked for a producer");
        });

        assertEquals(Offer.BACK_PRESSURED, waiting.offer(publication(), outcomes::add));
        waiting.close();
    }

    @Test
    void whileNoBootstrapServerCanBeResolvedNothingIsAcceptedAndTheSinkTriesAgain() throws InterruptedException {
        startFailure = unresolved();
        failuresToStart.set(Integer.MAX_VALUE);
        KafkaSink early = newSink();
        ScriptedProducer other = producerInUse();

        early.start();
        assertEquals(Offer.BACK_PRESSURED, early.offer(publication(), outcomes::add));
        failuresToStart.set(0);

        assertNotSame(other, producerInUse());
        early.close();
    }

    @Test
    void aSinkWhoseSettingsCannotBeUsedDoesNotStart() {
        failuresToStart.set(1);
        KafkaSink unusable = newSink();

        assertThrows(KafkaException.class, unusable::start);
        unusable.close();
    }

    static List<Arguments> backPressure() {
        return List.of(
                arguments(new TimeoutException("Topic a.b not present in metadata after 0 ms."), Offer.BACK_PRESSURED),
                arguments(new BufferExhaustedException("Failed to allocate 16384 bytes"), Offer.BACK_PRESSURED),
                arguments(
                        new TimeoutException(
                                "Topic a.b not present in metadata after 0 ms.",
                                new TopicAuthorizationException("a.b")),
                        Offer.NOT_AUTHORIZED),
                arguments(new SaslAuthenticationException("wrong password"), Offer.BACK_PRESSURED));
    }

    @ParameterizedTest
    @MethodSource("backPressure")
    void aTransientFailureInlineIsBackPressure(RuntimeException failure, Offer why) throws InterruptedException {
        producerInUse().failsInline(failure);

        assertEquals(why, offer());
        assertEquals(List.of(), outcomes, "no outcome will come");
    }

    @Test
    void whileKafkaRefusesTheLoginRecordsThatExpireFailForThatReason() throws InterruptedException {
        ScriptedProducer producer = producerInUse();
        offer();
        offer();
        sink.login().refused(true);

        onKafkasThread(() -> producer.errorNext(new TimeoutException("expired")));
        onKafkasThread(() -> producer.errorNext(new NotEnoughReplicasException("1 of 2")));

        assertEquals(
                List.of(
                        new Failed(FailureReason.KAFKA_AUTHENTICATION),
                        new Failed(FailureReason.KAFKA_NOT_ENOUGH_REPLICAS)),
                outcomes);
    }

    @Test
    void aTopicWithoutMetadataIsReportedAndRemembered() throws InterruptedException {
        ScriptedProducer producer = producerInUse();
        offer();
        // On this thread: one that ends would have the producer replaced.
        producer.completeNext();
        assertEquals(Set.of(), sink.topicsInDemand().recent());

        producer.failsInline(new TimeoutException("Topic a.b not present in metadata after 0 ms."));

        assertEquals(Offer.TOPIC_UNKNOWN, offer());
        assertEquals(Set.of("a.b"), sink.topicsInDemand().recent());
    }

    @Test
    void aTopicThatTheProxyMayNotDescribeIsRemembered() throws InterruptedException {
        producerInUse().failsInline(new TimeoutException("no metadata", new TopicAuthorizationException("a.b")));

        assertEquals(Offer.NOT_AUTHORIZED, offer());
        assertEquals(Set.of("a.b"), sink.topicsInDemand().recent());
    }

    @Test
    void aTopicThatTheProxyMayNotWriteToIsRemembered() throws InterruptedException {
        ScriptedProducer producer = producerInUse();
        assertEquals(Offer.ACCEPTED, offer());

        onKafkasThread(() -> producer.errorNext(new TopicAuthorizationException(Set.of("a.b"))));

        assertEquals(List.of(new Failed(FailureReason.KAFKA_NOT_AUTHORIZED)), outcomes);
        assertEquals(Set.of("a.b"), sink.topicsInDemand().recent());
    }

    @Test
    void whileKafkaRefusesTheLoginOffersAreRefusedForThatReason() throws InterruptedException {
        ScriptedProducer producer = producerInUse();
        sink.login().refused(true);
        assertEquals(Offer.ACCEPTED, offer(), "a connection from before may still be open");

        producer.failsInline(new BufferExhaustedException("full"));
        assertEquals(Offer.NOT_AUTHENTICATED, offer());
        sink.login().refused(false);
        assertEquals(Offer.BACK_PRESSURED, offer());
    }

    /** Others would take each piece of memory that becomes free. */
    @Test
    void nothingIsAcceptedBeforeALargeRecordThatHasFoundNoRoom() throws InterruptedException {
        ScriptedProducer producer = producerInUse();
        Publication large = publication(BATCH_SIZE);
        producer.failsInline(new BufferExhaustedException("full"));
        assertEquals(Offer.BACK_PRESSURED, offer());
        assertEquals(Offer.NEXT, sink.offer(large, outcomes::add));

        producer.failsInline(null);
        assertEquals(Offer.BACK_PRESSURED, offer());
        assertEquals(Offer.ACCEPTED, sink.offer(large, outcomes::add));
        assertEquals(Offer.ACCEPTED, offer());
    }

    @Test
    void backPressureEndsWhenTheProducerAcceptsRecordsAgain() throws InterruptedException {
        ScriptedProducer producer = producerInUse();
        producer.failsInline(new TimeoutException("no metadata"));
        assertEquals(Offer.BACK_PRESSURED, offer());

        producer.failsInline(null);
        assertEquals(Offer.ACCEPTED, offer());
        producer.completeNext();

        assertEquals(List.of(Stored.STORED), outcomes);
    }

    @Test
    void aPermanentFailureInlineIsAnOutcome() throws InterruptedException {
        ScriptedProducer producer = producerInUse();

        producer.failsInline(new RecordTooLargeException("too large"));
        assertEquals(Offer.ACCEPTED, offer());
        producer.failsInline(new InvalidTopicException("a b"));
        assertEquals(Offer.ACCEPTED, offer());

        assertEquals(
                List.of(new Failed(FailureReason.RECORD_TOO_LARGE), new Failed(FailureReason.INVALID_KAFKA_TOPIC)),
                outcomes);
    }

    // A broken producer.

    @Test
    void aFatalFailureReplacesTheProducer() throws InterruptedException {
        ScriptedProducer broken = producerInUse();
        offer();

        onKafkasThread(() -> broken.errorNext(new ProducerFencedException("fenced")));

        assertEquals(List.of(new Failed(FailureReason.KAFKA_PRODUCER_FAILED)), outcomes);
        ScriptedProducer next = producerInUse();
        assertNotSame(broken, next);
        assertTrue(broken.closed(), "closed before the next one is used");
        assertSame(broken, gone.poll());
        offerUntilAccepted();
        next.completeNext();
        assertEquals(Stored.STORED, outcomes.get(1));
    }

    @Test
    void aFailedLoginInsideSendDoesNotReplaceAProducerThatHasStoredSomething() throws InterruptedException {
        ScriptedProducer producer = producerInUse();
        offer();
        producer.completeNext();
        offer();
        producer.failsInline(new SaslAuthenticationException("wrong password"));

        assertEquals(Offer.BACK_PRESSURED, offer());
        producer.failsInline(null);

        assertEquals(Offer.ACCEPTED, offer());
        producer.completeNext();
        assertEquals(List.of(Stored.STORED, Stored.STORED), outcomes);
    }

    /** It may have been asking for its id, and never asks again. */
    @Test
    void aFailedLoginBeforeAnythingIsStoredReplacesTheProducer() throws InterruptedException {
        ScriptedProducer broken = producerInUse();
        broken.failsInline(new SaslAuthenticationException("wrong password"));

        assertEquals(Offer.BACK_PRESSURED, offer());

        assertNotSame(broken, producerInUse());
        offerUntilAccepted();
    }

    @Test
    void aFailedLoginOnKafkasThreadReplacesTheProducer() throws InterruptedException {
        ScriptedProducer broken = producerInUse();
        offer();

        onKafkasThread(() -> broken.errorNext(new SaslAuthenticationException("wrong password")));

        assertNotSame(broken, producerInUse());
        assertEquals(List.of(new Failed(FailureReason.KAFKA_AUTHENTICATION)), outcomes);
    }

    static List<RuntimeException> errorStates() {
        String state = "Cannot execute transactional method because we are in an error state";
        return List.of(
                new KafkaException(state, new ClusterAuthorizationException("no")),
                new KafkaException(state, new SaslAuthenticationException("wrong password")),
                new ProducerFencedException("fenced"),
                new IllegalStateException("Cannot perform operation after producer has been closed"));
    }

    @ParameterizedTest
    @MethodSource("errorStates")
    void aProducerThatThrowsIsReplaced(RuntimeException failure) throws InterruptedException {
        ScriptedProducer broken = producerInUse();
        broken.throwsAfterAppend(failure);

        assertEquals(Offer.BACK_PRESSURED, offer());

        assertNotSame(broken, producerInUse());
        offerUntilAccepted();
    }

    @Test
    void offersMeanwhileAreBackPressured() throws InterruptedException {
        ScriptedProducer broken = producerInUse();
        failuresToStart.set(Integer.MAX_VALUE);
        broken.throwsAfterAppend(new KafkaException("error state"));
        offer();

        assertEquals(Offer.BACK_PRESSURED, offer());
        assertEquals(List.of(), outcomes);
    }

    @Test
    void theReplacementIsRetriedUntilItSucceeds() throws InterruptedException {
        ScriptedProducer broken = producerInUse();
        failuresToStart.set(3);
        broken.throwsAfterAppend(new KafkaException("error state"));
        offer();

        producerInUse();

        offerUntilAccepted();
    }

    @Test
    void producersThatFailInARowForTheSameReasonAreLoggedOnce() throws InterruptedException {
        Logger logger = (Logger) LoggerFactory.getLogger(ProducerKeeper.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            for (int failed = 0; failed < 3; failed++) {
                producerInUse().failsInline(new SaslAuthenticationException("wrong password"));
                while (inUse.isEmpty()) {
                    offer();
                }
            }
        } finally {
            logger.detachAppender(lines);
        }

        assertEquals(
                1,
                lines.list.stream()
                        .filter(line -> line.getLevel() == Level.WARN)
                        .count());
    }

    @Test
    void aRefusedRecordHasNoOutcomeLater() throws InterruptedException {
        ScriptedProducer broken = producerInUse();
        broken.throwsAfterAppend(new KafkaException("error state"));
        offer();
        broken.abortsBuffer(new SaslAuthenticationException("aborted"));

        ScriptedProducer next = producerInUse();
        next.failsInline(new ProducerFencedException("fenced"));
        while (inUse.isEmpty()) {
            offer();
        }
        next.abortsBuffer(new ProducerFencedException("aborted"));

        assertEquals(List.of(), outcomes);
    }

    @Test
    void aRecordThatWasAbortedBeforeItsSendThrewIsNotOfferedAgain() throws InterruptedException {
        ScriptedProducer producer = producerInUse();
        producer.throwsAfterAppend(new KafkaException("error state"));
        producer.beforeThrowing(() -> abort(producer));

        assertEquals(Offer.ACCEPTED, offer(), "its outcome has been told");

        assertEquals(List.of(new Failed(FailureReason.KAFKA_AUTHENTICATION)), outcomes);
    }

    @Test
    void onlyOneFailureOfABurstReplacesTheProducer() throws InterruptedException {
        ScriptedProducer broken = producerInUse();
        offer();
        offer();

        onKafkasThread(() -> broken.errorNext(new ProducerFencedException("fenced")));
        producerInUse();
        onKafkasThread(() -> broken.errorNext(new ProducerFencedException("fenced")));

        assertEquals(2, outcomes.size());
        offerUntilAccepted();
        assertEquals(0, inUse.size(), "the new producer stays");
    }

    // A producer whose thread is gone.

    @Test
    void aProducerWhoseThreadHasEndedIsReplacedAndItsRecordsFail() throws InterruptedException {
        ScriptedProducer dead = producerInUse();
        offer();
        offer();

        onKafkasThread(dead::completeNext);

        assertNotSame(dead, producerInUse());
        assertEquals(List.of(Stored.STORED, new Failed(FailureReason.KAFKA_PRODUCER_FAILED)), List.copyOf(outcomes));
        assertSame(dead, gone.poll());
        offerUntilAccepted();
    }

    @Test
    void aProducerWhoseThreadHangsIsReplacedAndNotWaitedFor() throws InterruptedException {
        ScriptedProducer hanging = producerInUse();
        offer();
        hanging.hangs();

        assertNotSame(hanging, producerInUse());

        assertEquals(List.of(new Failed(FailureReason.KAFKA_PRODUCER_FAILED)), List.copyOf(outcomes));
        offerUntilAccepted();
        hanging.wakes();
        assertEquals(1, outcomes.size(), "what it tells after its end counts no more");
    }

    @Test
    void aProducerThatKeepsPollingIsKept() throws InterruptedException {
        ScriptedProducer idle = producerInUse();

        idle.awaitPolls(50);

        assertEquals(0, inUse.size());
        assertFalse(idle.closed());
    }

    // The end.

    @Test
    void acceptedPublicationsFailWhenTheSinkCloses() throws InterruptedException {
        ScriptedProducer producer = producerInUse();

        sink.close(Duration.ofSeconds(1));

        assertTrue(producer.closed());
        assertSame(producer, gone.poll());
        assertEquals(Offer.BACK_PRESSURED, offer());
    }

    @Test
    void whatABrokenProducerHasAcceptedFailsWhenTheSinkClosesBeforeItIsReplaced() throws InterruptedException {
        ScriptedProducer broken = producerInUse();
        broken.holdsChecks();
        offer();
        offer();
        onKafkasThread(() -> broken.errorNext(new ProducerFencedException("fenced")));
        assertEquals(Offer.BACK_PRESSURED, offer());

        sink.close();

        assertSame(broken, gone.poll());
        assertEquals(
                List.of(
                        new Failed(FailureReason.KAFKA_PRODUCER_FAILED),
                        new Failed(FailureReason.KAFKA_PRODUCER_FAILED)),
                outcomes);
        assertEquals(0, inUse.size());
    }

    @Test
    void aFatalFailureAfterCloseReplacesNothing() throws InterruptedException {
        ScriptedProducer producer = producerInUse();
        offer();
        sink.close();

        onKafkasThread(() -> producer.errorNext(new ProducerFencedException("fenced")));

        assertEquals(1, outcomes.size());
        assertFalse(inUse.iterator().hasNext());
    }

    private KafkaSink newSink() {
        return newSink(this::newProducer);
    }

    private KafkaSink newSink(Supplier<Producer<byte[], byte[]>> producers) {
        return new KafkaSink(
                producers,
                new RecordEncoder(0, Sharing.SHARED),
                this::onProducer,
                TIMING,
                new LargeRecords(BATCH_SIZE, System::nanoTime));
    }

    private Offer offer() {
        return sink.offer(publication(), outcomes::add);
    }

    private static Publication publication() {
        return publication(1);
    }

    private static Publication publication(int bytes) {
        return new Publication(
                new Origin("d", null),
                new Destination("a/b", "a.b", new byte[] {'d'}, HeadersConfig.ALL),
                Qos.AT_LEAST_ONCE,
                false,
                false,
                false,
                PublishProperties.NONE,
                new byte[bytes],
                1L,
                null);
    }

    /** The new producer is announced a moment before it is used. */
    private void offerUntilAccepted() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (offer() == Offer.BACK_PRESSURED) {
            assertTrue(System.nanoTime() < deadline, "the new producer is not used");
            Thread.onSpinWait();
        }
    }

    private Producer<byte[], byte[]> newProducer() {
        if (failuresToStart.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw startFailure;
        }
        return new ScriptedProducer();
    }

    private static KafkaException unresolved() {
        return new KafkaException(
                "Failed to construct kafka producer",
                new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"));
    }

    private Runnable onProducer(Producer<?, ?> producer) {
        ScriptedProducer scripted = (ScriptedProducer) producer;
        inUse.add(scripted);
        return () -> gone.add(scripted);
    }

    private ScriptedProducer producerInUse() throws InterruptedException {
        ScriptedProducer producer = inUse.poll(10, TimeUnit.SECONDS);
        assertNotNull(producer, "no producer came into use");
        return producer;
    }

    private static void abort(ScriptedProducer producer) {
        try {
            producer.abortsBuffer(new SaslAuthenticationException("aborted"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void onKafkasThread(Runnable completion) throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        Thread kafka = new Thread(completion);
        kafka.setUncaughtExceptionHandler((thread, failure) -> thrown.add(failure));
        kafka.start();
        kafka.join();
        assertEquals(List.of(), thrown);
    }
}
