package io.mqttproxy.publish;

/** How the journey of a publication ended. */
public sealed interface PublishOutcome {

    /** Kafka has acknowledged the record with {@code acks=all}. */
    enum Stored implements PublishOutcome {
        STORED
    }

    /**
     * The record is not in Kafka, or nobody can tell whether it is.
     *
     * @param reason tells whether the device should send it again
     */
    record Failed(FailureReason reason) implements PublishOutcome {}
}
