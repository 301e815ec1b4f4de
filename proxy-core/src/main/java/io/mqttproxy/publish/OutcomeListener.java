package io.mqttproxy.publish;

/** Is told how one publication ended, exactly once, if the sink accepted it. */
public interface OutcomeListener {
    /**
     * Called on any thread, even inside {@link PublishSink#offer}; must return at once and must not throw. Whoever
     * receives it hands it to its own thread.
     */
    void onOutcome(PublishOutcome outcome);
}
