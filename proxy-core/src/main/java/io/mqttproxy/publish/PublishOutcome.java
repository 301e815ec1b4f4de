package io.mqttproxy.publish;

/** How an accepted publication ended. */
public sealed interface PublishOutcome {

    /** Kafka has acknowledged the record with {@code acks=all}. */
    enum Stored implements PublishOutcome {
        STORED
    }

    /**
     * The record is not in Kafka, or it is unknown whether it is.
     *
     * @param reason also decides whether the device should send the message again
     */
    record Failed(FailureReason reason) implements PublishOutcome {}
}
