package io.mqttproxy.publish;

/** Is told how one publication ended, exactly once, if the sink accepted it. */
public interface OutcomeListener {
    /**
     * Where Kafka has put the record; called just before {@link #onOutcome}, on the same terms, for those who want to know.
     */
    default void onStored(int partition, long offset) {}

    /**
     * Called on any thread, even inside {@link PublishSink#offer}; must return at once and must not throw. Whoever
     * receives it hands it to its own thread.
     */
    void onOutcome(PublishOutcome outcome);
}
