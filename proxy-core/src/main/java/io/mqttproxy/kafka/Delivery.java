package io.mqttproxy.kafka;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink.Offer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Unifies what can happen to one send. A record that was refused may have reached the producer's buffer all the same, and
 * then its callback is called a second time; the first word counts.
 */
final class Delivery extends InFlight.Entry implements Callback {
    private static final PublishOutcome LOST = new PublishOutcome.Failed(FailureReason.KAFKA_PRODUCER_FAILED);

    private final ProducerInUse inUse;
    private final OutcomeListener listener;

    /** Written and read by the offering thread only. */
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
        FailureReason reason = KafkaFailures.classify(exception);
        if (insideSend && !reason.isPermanent()) {
            refuse(inUse.refusal(reason));
        } else {
            inUse.failed(exception);
            tell(new PublishOutcome.Failed(reason));
        }
        if (fatal) {
            // Only now, because then what has no outcome yet is lost.
            inUse.broken(exception);
        }
    }

    @Override
    void lost() {
        tell(LOST);
    }

    /** No outcome will come, unless one was told. */
    void refuse(Offer refusal) {
        if (inUse.claim(this)) {
            offer = refusal;
        }
    }

    /** What became of it within {@code send}. */
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

    private void tell(PublishOutcome outcome) {
        if (inUse.claim(this)) {
            listener.onOutcome(outcome);
        }
    }
}
