package io.mqttproxy.publish;

/** Takes publications and stores them: Kafka in production, a hand-written fake in tests. */
public interface PublishSink {

    /** What became of an offer. */
    enum Offer {
        /** The outcome will be told, or has been told already. */
        ACCEPTED,
        /** Nothing was taken and no outcome will come; offer the same publication again later. */
        BACK_PRESSURED
    }

    /**
     * Takes one publication, or says that it cannot take one now. Never blocks; may be called from any thread.
     * Publications that one thread offers to one Kafka topic with one key are stored in that order.
     */
    Offer offer(Publication publication, OutcomeListener listener);
}
