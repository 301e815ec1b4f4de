package io.mqttproxy.publish;

import org.jspecify.annotations.Nullable;

/**
 * One message on its way to Kafka.
 *
 * @param will whether this is the will of a client that vanished
 * @param payload the internal array, not a copy: nobody may write to it
 * @param receivedAt milliseconds since the epoch, the record's timestamp. Boxed because Kafka's {@code
 *     ProducerRecord} wants an object; all packets of one socket read share it.
 * @param rejected for a dead letter the reason of its rejection, otherwise {@code null}
 * @param abridged whether a dead letter is written without properties and with only the beginning of
 *     its payload, because the complete record would be too large
 */
public record Publication(
        Origin origin,
        Destination destination,
        Qos qos,
        boolean retain,
        boolean dup,
        boolean will,
        PublishProperties properties,
        byte[] payload,
        Long receivedAt,
        @Nullable FailureReason rejected,
        boolean abridged) {

    /** A message as received, or a dead letter, which is abridged if it was rejected for its size. */
    public Publication(
            Origin origin,
            Destination destination,
            Qos qos,
            boolean retain,
            boolean dup,
            boolean will,
            PublishProperties properties,
            byte[] payload,
            Long receivedAt,
            @Nullable FailureReason rejected) {
        this(
                origin,
                destination,
                qos,
                retain,
                dup,
                will,
                properties,
                payload,
                receivedAt,
                rejected,
                rejected == FailureReason.RECORD_TOO_LARGE);
    }

    /** The same message, redirected to the dead-letter topic. */
    public Publication asDeadLetter(Destination deadLetters, FailureReason reason) {
        return new Publication(origin, deadLetters, qos, retain, dup, will, properties, payload, receivedAt, reason);
    }

    /** The same dead letter, abridged: for a dead-letter topic that does not accept the complete record. */
    public Publication asAbridged() {
        return new Publication(
                origin, destination, qos, retain, dup, will, properties, payload, receivedAt, rejected, true);
    }
}
