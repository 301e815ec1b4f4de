package io.mqttproxy.publish;

import java.util.Locale;

/**
 * Why a publication was not stored: the one vocabulary of logs, metric tags, record headers and docs.
 *
 * <p>Each reason is either <em>permanent</em> or <em>transient</em>. A permanent failure is the
 * device's own fault and would happen again, so it may be answered with a negative acknowledgement. A
 * transient failure is the operator's or Kafka's trouble and is never acknowledged, neither positively
 * nor negatively. In MQTT 5 a negative PUBACK makes the device discard the message, whereas a missing
 * PUBACK makes it send the message again (MQTT 5.0 section 4.4).
 */
public enum FailureReason {
    // Permanent: the device's own fault. The code goes into PUBACK, PUBREC or DISCONNECT.
    NOT_AUTHORIZED(true, 0x87),
    NO_ROUTE(true, 0x90),
    TOPIC_TOO_LONG(true, 0x90),
    INVALID_KAFKA_TOPIC(true, 0x90),
    TOO_MANY_KAFKA_TOPICS(true, 0x97),
    TOO_MANY_USER_PROPERTIES(true, 0x97),
    RECORD_TOO_LARGE(true, 0x95),

    // Transient: the operator's or Kafka's trouble. The code goes into DISCONNECT.
    KAFKA_TIMEOUT(false, 0x89),
    KAFKA_UNREACHABLE(false, 0x89),
    KAFKA_NOT_ENOUGH_REPLICAS(false, 0x89),
    KAFKA_UNKNOWN_TOPIC(false, 0x83),
    KAFKA_NOT_AUTHORIZED(false, 0x83),
    KAFKA_AUTHENTICATION(false, 0x83),
    KAFKA_STORAGE(false, 0x89),
    KAFKA_THROTTLED(false, 0x89),
    KAFKA_BUFFER_FULL(false, 0x89),
    KAFKA_PRODUCER_FAILED(false, 0x83),
    KAFKA_OTHER(false, 0x83),
    /**
     * Kafka's producer could not take the record within {@code stall-timeout}: no topic metadata, or
     * no buffer space.
     */
    STALLED(false, 0x89);

    private final boolean permanent;
    private final int reasonCode;
    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    FailureReason(boolean permanent, int reasonCode) {
        this.permanent = permanent;
        this.reasonCode = reasonCode;
    }

    /** Whether the device is at fault, so that the same publication would fail again. */
    public boolean isPermanent() {
        return permanent;
    }

    /** The MQTT 5 reason code that tells the client about this failure (section 2.4). */
    public int reasonCode() {
        return reasonCode;
    }

    /** The reason in lower case with dashes, as in metric tags: {@code record-too-large}. */
    public String text() {
        return text;
    }
}
