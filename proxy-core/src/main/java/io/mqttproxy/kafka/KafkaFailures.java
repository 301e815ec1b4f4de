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
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
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
 * The one table from the exceptions of kafka-clients to their meaning. Most classes stand for
 * themselves and their subclasses. An exception that is not in the table means {@link
 * FailureReason#KAFKA_OTHER}, which is transient: when in doubt, the device keeps its message.
 */
final class KafkaFailures {

    private static final Map<Class<? extends Exception>, FailureReason> REASONS = Map.ofEntries(
            // The device's own fault.
            Map.entry(RecordTooLargeException.class, FailureReason.RECORD_TOO_LARGE),
            // Routes have legal names, so this is a topic that Kafka keeps to itself. A name too similar to that of
            // another topic is not reported like this: such a topic seems to be missing.
            Map.entry(InvalidTopicException.class, FailureReason.INVALID_KAFKA_TOPIC),
            // A batch is larger than its topic's segment size. All its records fail, including those
            // that would fit on their own.
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
            Map.entry(ProducerFencedException.class, FailureReason.KAFKA_PRODUCER_FAILED),
            Map.entry(InvalidPidMappingException.class, FailureReason.KAFKA_PRODUCER_FAILED),
            Map.entry(UnsupportedVersionException.class, FailureReason.KAFKA_PRODUCER_FAILED),
            Map.entry(SerializationException.class, FailureReason.KAFKA_OTHER));

    /**
     * After one of these, the producer is in its error state and fails every send; only a new one helps. Not among
     * them are a gap in the sequence numbers and an old epoch: the producer continues with its next epoch (KIP-360),
     * and stores what follows in order.
     */
    private static final Set<Class<? extends Exception>> FATAL = Set.of(
            ProducerFencedException.class,
            InvalidPidMappingException.class,
            UnsupportedVersionException.class,
            ClusterAuthorizationException.class);

    private KafkaFailures() {}

    /** The meaning of a failure for the device that published. */
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
     * Whether the cause tells more than the failure itself. A producer in its error state throws a
     * generic KafkaException around the original failure, and reports a timeout when it may not
     * describe a topic.
     */
    private static boolean saysMore(Throwable cause, Throwable failure) {
        return failure.getClass() == KafkaException.class
                || (failure instanceof TimeoutException && cause instanceof AuthorizationException);
    }

    /**
     * Whether the producer must be replaced after a failure that it has reported on its own thread or
     * thrown.
     */
    static boolean isFatal(Throwable failure) {
        Throwable cause = failure.getCause();
        return breaksProducer(failure) || (cause != null && breaksProducer(cause));
    }

    /**
     * Whether a producer that has already stored something must be replaced after a failure inside
     * {@code send}. A login that fails while metadata is fetched is reported to one sender whose topic
     * is not known yet; the producer, which has its producer id, continues to work.
     */
    static boolean isFatalInsideSend(Throwable failure) {
        return isFatal(failure) && !(failure instanceof AuthenticationException);
    }

    /**
     * Whether this exception leaves the producer broken. A failed login while an idempotent producer
     * asks for its producer id does, even if the next login succeeds: the request is never repeated,
     * and nothing but that failed login reports it.
     */
    private static boolean breaksProducer(Throwable failure) {
        return failure instanceof AuthenticationException || FATAL.contains(failure.getClass());
    }
}
