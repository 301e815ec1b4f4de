package io.mqttproxy.kafka;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink.Offer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The callback of one send, which unifies the ways in which a send can end. A record whose {@code
 * send} failed may still have reached the producer's buffer, so that the callback is called a second
 * time; only the first result counts.
 */
final class Delivery extends InFlight.Entry implements Callback {
    private static final PublishOutcome LOST = new PublishOutcome.Failed(FailureReason.KAFKA_PRODUCER_FAILED);

    private final ProducerInUse inUse;
    private final OutcomeListener listener;

    /** Accessed only by the thread that offered the publication. */
    private Offer offer = Offer.ACCEPTED;

    Delivery(ProducerInUse inUse, OutcomeListener listener) {
        this.inUse = inUse;
        this.listener = listener;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (exception == null) {
            stored(metadata);
            return;
        }
        boolean insideSend = isOffering();
        boolean fatal = insideSend && inUse.hasStored()
                ? KafkaFailures.isFatalInsideSend(exception)
                : KafkaFailures.isFatal(exception);
        FailureReason reason = inUse.reason(exception);
        if (insideSend && !reason.isPermanent()) {
            refuse(inUse.refusal(reason));
        } else {
            inUse.failed(exception);
            settle(new PublishOutcome.Failed(reason));
        }
        if (fatal) {
            // Last, because replacing the producer fails all deliveries that have no outcome yet.
            inUse.broken(exception);
        }
    }

    @Override
    void lost() {
        settle(LOST);
    }

    /**
     * Settles this delivery without an outcome, unless it has one already: the publication was not
     * accepted.
     */
    void refuse(Offer refusal) {
        if (inUse.claim(this)) {
            offer = refusal;
        }
    }

    /** The answer to the offer, known when {@code send} has returned. */
    Offer offer() {
        return offer;
    }

    private void stored(@Nullable RecordMetadata metadata) {
        if (inUse.claim(this)) {
            inUse.stored();
            if (metadata != null) {
                listener.onStored(metadata.partition(), metadata.offset());
            }
            listener.onOutcome(PublishOutcome.Stored.STORED);
        }
    }

    private void settle(PublishOutcome outcome) {
        if (inUse.claim(this)) {
            listener.onOutcome(outcome);
        }
    }
}
