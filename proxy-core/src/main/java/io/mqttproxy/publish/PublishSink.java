package io.mqttproxy.publish;

import org.jspecify.annotations.Nullable;

/** Takes publications and stores them: Kafka in production, a hand-written fake in tests. */
public interface PublishSink {

    /** What became of an offer. Unless it was accepted nothing was taken and no outcome will come: offer it again later. */
    enum Offer {
        /** The outcome will be told, or has been told already. */
        ACCEPTED(null),
        /** There is no room, or no Kafka. */
        BACK_PRESSURED(FailureReason.STALLED),
        /** Kafka answers, but has not told of the topic. */
        TOPIC_UNKNOWN(FailureReason.KAFKA_UNKNOWN_TOPIC),
        /** Kafka does not let the proxy write to the topic. */
        NOT_AUTHORIZED(FailureReason.KAFKA_NOT_AUTHORIZED),
        /** Kafka does not let the proxy in. */
        NOT_AUTHENTICATED(FailureReason.KAFKA_AUTHENTICATION);

        private final @Nullable FailureReason reason;

        Offer(@Nullable FailureReason reason) {
            this.reason = reason;
        }

        /** Whether whatever else is for the same Kafka topic would not be accepted either. */
        public boolean concernsTopic() {
            return this == TOPIC_UNKNOWN || this == NOT_AUTHORIZED;
        }

        /** What it amounts to when it does not change for long; {@code null} when it was accepted. */
        public @Nullable FailureReason reason() {
            return reason;
        }
    }

    /**
     * Takes one publication, or says that it cannot take one now. Never blocks; may be called from any thread.
     * Publications that one thread offers to one Kafka topic with one key are stored in that order.
     */
    Offer offer(Publication publication, OutcomeListener listener);
}
