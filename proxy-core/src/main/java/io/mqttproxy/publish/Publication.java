package io.mqttproxy.publish;

import org.jspecify.annotations.Nullable;

/**
 * One message on its way to Kafka.
 *
 * @param will whether it was published for a client that vanished
 * @param payload not a copy; nobody writes to it
 * @param receivedAt milliseconds since the epoch; becomes the record's timestamp, which Kafka wants as an object: all
 *     that was read at once shares one
 * @param rejected for a dead letter why it is one, otherwise {@code null}
 * @param abridged whether a dead letter goes without its properties and with the beginning of its payload only, because
 *     the whole is too large
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

    /** A message as it came, or a dead letter, which is abridged when it is one for its size. */
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

    /** The same message on its way to the dead letters. */
    public Publication asDeadLetter(Destination deadLetters, FailureReason reason) {
        return new Publication(origin, deadLetters, qos, retain, dup, will, properties, payload, receivedAt, reason);
    }

    /** The same dead letter, for a topic that takes no record as large as the whole. */
    public Publication asAbridged() {
        return new Publication(
                origin, destination, qos, retain, dup, will, properties, payload, receivedAt, rejected, true);
    }
}
