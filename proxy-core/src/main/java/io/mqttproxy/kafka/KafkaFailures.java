package io.mqttproxy.kafka;

import io.mqttproxy.publish.FailureReason;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * The one table from what kafka-clients can throw to what it means. Most classes stand for themselves and for their
 * subclasses; what is not in the table is {@link FailureReason#KAFKA_OTHER}, which is transient: when in doubt, the device
 * keeps its message.
 */
final class KafkaFailures {

    private static final Map<Class<? extends Exception>, FailureReason> REASONS = Map.ofEntries(
            // The device's own fault.
            Map.entry(RecordTooLargeException.class, FailureReason.RECORD_TOO_LARGE),
            Map.entry(InvalidTopicException.class, FailureReason.INVALID_KAFKA_TOPIC),
            // The operator's or Kafka's trouble.
            // A batch is larger than a segment of its topic: told to all its records, whichever made it so large.
            Map.entry(RecordBatchTooLargeException.class, FailureReason.KAFKA_OTHER),
            Map.entry(TimeoutException.class, FailureReason.KAFKA_TIMEOUT),
            Map.entry(BufferExhaustedException.class, FailureReason.KAFKA_BUFFER_FULL),
            Map.entry(NetworkException.class, FailureReason.KAFKA_UNREACHABLE),
            Map.entry(DisconnectException.class, FailureReason.KAFKA_UNREACHABLE),
            Map.entry(InvalidMetadataException.class, FailureReason.KAFKA_UNREACHABLE),
            Map.entry(NotEnoughReplicasException.class, FailureReason.KAFKA_NOT_ENOUGH_REPLICAS),
            Map.entry(NotEnoughReplicasAfterAppendException.class, FailureReason.KAFKA_NOT_ENOUGH_REPLICAS),
            Map.entry(UnknownTopicOrPartitionException.class, FailureReason.KAFKA_UNKNOWN_TOPIC),
            Map.entry(UnknownTopicIdException.class, FailureReason.KAFKA_UNKNOWN_TOPIC),
            Map.entry(AuthorizationException.class, FailureReason.KAFKA_NOT_AUTHORIZED),
            Map.entry(AuthenticationException.class, FailureReason.KAFKA_AUTHENTICATION),
            Map.entry(KafkaStorageException.class, FailureReason.KAFKA_STORAGE),
            Map.entry(CorruptRecordException.class, FailureReason.KAFKA_STORAGE),
            Map.entry(ThrottlingQuotaExceededException.class, FailureReason.KAFKA_THROTTLED),
            Map.entry(OutOfOrderSequenceException.class, FailureReason.KAFKA_PRODUCER_FAILED),
            Map.entry(ProducerFencedException.class, FailureReason.KAFKA_PRODUCER_FAILED),
            Map.entry(InvalidProducerEpochException.class, FailureReason.KAFKA_PRODUCER_FAILED),
            Map.entry(InvalidPidMappingException.class, FailureReason.KAFKA_PRODUCER_FAILED),
            Map.entry(UnsupportedVersionException.class, FailureReason.KAFKA_PRODUCER_FAILED),
            Map.entry(SerializationException.class, FailureReason.KAFKA_OTHER));

    /**
     * After these the producer refuses everything (KIP-360, KIP-1050), or has told of a gap that it failed to close by
     * itself. Only a new one helps.
     */
    private static final Set<Class<? extends Exception>> FATAL = Set.of(
            OutOfOrderSequenceException.class,
            ProducerFencedException.class,
            InvalidProducerEpochException.class,
            InvalidPidMappingException.class,
            UnsupportedVersionException.class,
            ClusterAuthorizationException.class);

    private KafkaFailures() {}

    /** What the failure means for the device that published. */
    static FailureReason classify(Throwable failure) {
        Throwable cause = failure.getCause();
        if (cause != null && saysMore(cause, failure)) {
            return classify(cause);
        }
        for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
            FailureReason reason = REASONS.get(type);
            if (reason != null) {
                return reason;
            }
        }
        return FailureReason.KAFKA_OTHER;
    }

    /**
     * A producer in its error state throws a bare KafkaException around what broke it; and it times out without the metadata
     * of a topic that it may not describe.
     */
    private static boolean saysMore(Throwable cause, Throwable failure) {
        return failure.getClass() == KafkaException.class
                || (failure instanceof TimeoutException && cause instanceof AuthorizationException);
    }

    /** Whether the producer that reported the failure on its own thread, or threw it, has to be replaced. */
    static boolean isFatal(Throwable failure) {
        Throwable cause = failure.getCause();
        return breaksProducer(failure) || (cause != null && breaksProducer(cause));
    }

    /**
     * Whether a producer that has stored something has to be replaced because of what it told inside {@code send}. A login
     * that failed while metadata was being fetched is told to one sender whose topic is not known yet, and the producer
     * goes on: it has its id.
     */
    static boolean isFatalInsideSend(Throwable failure) {
        return isFatal(failure) && !(failure instanceof AuthenticationException);
    }

    /**
     * One login that fails while it asks for its id leaves an idempotent producer broken, though the next would succeed:
     * the request is forgotten, and nothing but that login tells of it.
     */
    private static boolean breaksProducer(Throwable failure) {
        return failure instanceof AuthenticationException || FATAL.contains(failure.getClass());
    }
}
