package io.mqttproxy.publish;

import org.jspecify.annotations.Nullable;

/** Takes publications and stores them: Kafka in production, a hand-written fake in tests. */
public interface PublishSink {

    /**
     * The answer to an offer. With any answer but {@link #ACCEPTED} the sink has kept nothing and no
     * outcome will follow: offer the publication again later.
     */
    enum Offer {
        /** The listener will be told the outcome, or has been told already. */
        ACCEPTED(null),
        /** The producer's buffer is full, or Kafka cannot be reached. */
        BACK_PRESSURED(FailureReason.STALLED),
        /** The producer's buffer is full, and what becomes free is kept for this publication: offer it before others. */
        NEXT(FailureReason.STALLED),
        /** Kafka is reachable, but the topic's metadata is not known. */
        TOPIC_UNKNOWN(FailureReason.KAFKA_UNKNOWN_TOPIC),
        /** Kafka's authorisation does not allow the proxy to write to the topic. */
        NOT_AUTHORIZED(FailureReason.KAFKA_NOT_AUTHORIZED),
        /** Kafka rejects the proxy's credentials. */
        NOT_AUTHENTICATED(FailureReason.KAFKA_AUTHENTICATION);

        private final @Nullable FailureReason reason;

        Offer(@Nullable FailureReason reason) {
            this.reason = reason;
        }

        /** Whether other publications to the same Kafka topic would not be accepted either. */
        public boolean concernsTopic() {
            return this == TOPIC_UNKNOWN || this == NOT_AUTHORIZED;
        }

        /**
         * The failure that this answer becomes if it lasts for {@code stall-timeout}; {@code null} for
         * {@link #ACCEPTED}.
         */
        public @Nullable FailureReason reason() {
            return reason;
        }
    }

    /**
     * Offers one publication, without blocking. Callable from any thread. Publications that one thread
     * offers to one Kafka topic with one key are stored in the order of the offers.
     */
    Offer offer(Publication publication, OutcomeListener listener);
}
