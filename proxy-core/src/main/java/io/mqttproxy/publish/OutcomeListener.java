package io.mqttproxy.publish;

/** Learns how one accepted publication ended. A publication that the sink did not accept has no outcome. */
public interface OutcomeListener {
    /**
     * Tells where Kafka has stored the record. Called just before {@link #onOutcome}, under the same
     * rules; optional.
     */
    default void onStored(int partition, long offset) {}

    /**
     * Tells the outcome, exactly once. Called on any thread, possibly before {@link PublishSink#offer}
     * returns. It must return at once and must not throw, so implementations only hand the outcome
     * over to their own thread.
     */
    void onOutcome(PublishOutcome outcome);
}
