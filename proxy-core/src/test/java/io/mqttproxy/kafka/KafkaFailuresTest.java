package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mqttproxy.publish.FailureReason;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The one table from Kafka's exceptions to what they mean for the device. */
class KafkaFailuresTest {

    static Stream<Arguments> rows() {
        return Stream.of(
                // The device's own fault.
                arguments(new RecordTooLargeException("larger than max.request.size"), FailureReason.RECORD_TOO_LARGE),
                arguments(Errors.MESSAGE_TOO_LARGE.exception(), FailureReason.RECORD_TOO_LARGE),
                arguments(new InvalidTopicException("a b"), FailureReason.INVALID_KAFKA_TOPIC),
                // The operator's or Kafka's trouble.
                arguments(new TimeoutException("expired"), FailureReason.KAFKA_TIMEOUT),
                arguments(Errors.REQUEST_TIMED_OUT.exception(), FailureReason.KAFKA_TIMEOUT),
                arguments(new BufferExhaustedException("full"), FailureReason.KAFKA_BUFFER_FULL),
                arguments(new NetworkException("gone"), FailureReason.KAFKA_UNREACHABLE),
                arguments(DisconnectException.INSTANCE, FailureReason.KAFKA_UNREACHABLE),
                arguments(new NotLeaderOrFollowerException("moved"), FailureReason.KAFKA_UNREACHABLE),
                arguments(Errors.LEADER_NOT_AVAILABLE.exception(), FailureReason.KAFKA_UNREACHABLE),
                arguments(new NotEnoughReplicasException("1 of 2"), FailureReason.KAFKA_NOT_ENOUGH_REPLICAS),
                arguments(new NotEnoughReplicasAfterAppendException("1 of 2"), FailureReason.KAFKA_NOT_ENOUGH_REPLICAS),
                arguments(new UnknownTopicOrPartitionException("deleted"), FailureReason.KAFKA_UNKNOWN_TOPIC),
                arguments(new UnknownTopicIdException("deleted"), FailureReason.KAFKA_UNKNOWN_TOPIC),
                arguments(new TopicAuthorizationException("t"), FailureReason.KAFKA_NOT_AUTHORIZED),
                arguments(new ClusterAuthorizationException("c"), FailureReason.KAFKA_NOT_AUTHORIZED),
                arguments(notPresent(new TopicAuthorizationException("t")), FailureReason.KAFKA_NOT_AUTHORIZED),
                arguments(notPresent(new UnknownTopicOrPartitionException("t")), FailureReason.KAFKA_TIMEOUT),
                arguments(new SaslAuthenticationException("wrong"), FailureReason.KAFKA_AUTHENTICATION),
                arguments(new SslAuthenticationException("expired"), FailureReason.KAFKA_AUTHENTICATION),
                arguments(new KafkaStorageException("disk"), FailureReason.KAFKA_STORAGE),
                arguments(new CorruptRecordException("crc"), FailureReason.KAFKA_STORAGE),
                arguments(new ThrottlingQuotaExceededException("slow down"), FailureReason.KAFKA_THROTTLED),
                arguments(new ProducerFencedException("fenced"), FailureReason.KAFKA_PRODUCER_FAILED),
                arguments(new InvalidPidMappingException("who"), FailureReason.KAFKA_PRODUCER_FAILED),
                arguments(new UnsupportedVersionException("old broker"), FailureReason.KAFKA_PRODUCER_FAILED),
                arguments(new OutOfOrderSequenceException("gap"), FailureReason.KAFKA_OTHER),
                arguments(new UnknownProducerIdException("who"), FailureReason.KAFKA_OTHER),
                arguments(new InvalidProducerEpochException("old"), FailureReason.KAFKA_OTHER),
                arguments(new RecordBatchTooLargeException(), FailureReason.KAFKA_OTHER),
                arguments(new SerializationException("bytes"), FailureReason.KAFKA_OTHER),
                arguments(Errors.UNKNOWN_SERVER_ERROR.exception(), FailureReason.KAFKA_OTHER),
                arguments(new IllegalStateException("Producer is closed forcefully."), FailureReason.KAFKA_OTHER));
    }

    /** What a send says at once of a topic that Kafka tells nothing of. */
    private static TimeoutException notPresent(ApiException why) {
        return new TimeoutException("Topic t not present in metadata after 0 ms.", why);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyExceptionHasItsReason(Exception failure, FailureReason reason) {
        assertEquals(reason, KafkaFailures.classify(failure));
    }

    @Test
    void noOtherBrokerErrorBlamesTheDevice() {
        Set<Errors> blaming = Arrays.stream(Errors.values())
                .filter(error -> error != Errors.NONE)
                .filter(error -> KafkaFailures.classify(error.exception()).isPermanent())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of(Errors.MESSAGE_TOO_LARGE, Errors.INVALID_TOPIC_EXCEPTION), blaming);
    }

    @Test
    void aProducerInItsErrorStateIsClassifiedByWhatBrokeIt() {
        KafkaException errorState = new KafkaException(
                "Cannot execute transactional method because we are in an error state",
                new SaslAuthenticationException("wrong password"));

        assertEquals(FailureReason.KAFKA_AUTHENTICATION, KafkaFailures.classify(errorState));
        assertEquals(FailureReason.KAFKA_OTHER, KafkaFailures.classify(new KafkaException("no cause")));
    }

    @Test
    void anUnknownSubclassIsClassifiedLikeItsParent() {
        assertEquals(FailureReason.KAFKA_TIMEOUT, KafkaFailures.classify(new TimeoutException("") {}));
        assertEquals(FailureReason.KAFKA_OTHER, KafkaFailures.classify(new ApiException("") {}));
    }

    @Test
    void failuresThatTheProducerDoesNotRecoverFromAreFatal() {
        assertTrue(KafkaFailures.isFatal(new ProducerFencedException("fenced")));
        assertTrue(KafkaFailures.isFatal(new InvalidPidMappingException("who")));
        assertTrue(KafkaFailures.isFatal(new ClusterAuthorizationException("no")));
        assertTrue(KafkaFailures.isFatal(new SaslAuthenticationException("wrong password")));
        assertTrue(KafkaFailures.isFatal(new KafkaException("error state", new ProducerFencedException("fenced"))));
    }

    @Test
    void aFailedLoginInsideSendOfAWorkingProducerIsNotFatal() {
        assertFalse(KafkaFailures.isFatalInsideSend(new SaslAuthenticationException("wrong password")));
        assertFalse(KafkaFailures.isFatalInsideSend(new SslAuthenticationException("expired")));
        assertTrue(KafkaFailures.isFatalInsideSend(new ProducerFencedException("fenced")));
        assertTrue(KafkaFailures.isFatalInsideSend(
                new KafkaException("error state", new SaslAuthenticationException("wrong password"))));
    }

    @Test
    void temporaryFailuresAndThoseOfOneTopicAreNotFatal() {
        assertFalse(KafkaFailures.isFatal(new TimeoutException("expired")));
        assertFalse(KafkaFailures.isFatal(new TopicAuthorizationException("t")));
        assertFalse(KafkaFailures.isFatal(new RecordTooLargeException("large")));
        assertFalse(KafkaFailures.isFatal(new NotEnoughReplicasException("1 of 2")));
    }

    /** All other devices would lose what they have in flight. */
    @Test
    void failuresAfterWhichTheProducerGoesOnWithItsNextEpochAreNotFatal() {
        assertFalse(KafkaFailures.isFatal(new OutOfOrderSequenceException("gap")));
        assertFalse(KafkaFailures.isFatal(new UnknownProducerIdException("who")));
        assertFalse(KafkaFailures.isFatal(new InvalidProducerEpochException("old")));
    }
}
