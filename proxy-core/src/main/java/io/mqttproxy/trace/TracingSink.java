package io.mqttproxy.trace;

import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishOutcome.Failed;
import io.mqttproxy.publish.PublishSink;

/**
 * Writes to a client's trace what became of its publications in Kafka, wills and dead letters
 * included. Thread-safe.
 */
public final class TracingSink implements PublishSink {
    private final PublishSink sink;
    private final Traces traces;

    public TracingSink(PublishSink sink, Traces traces) {
        this.sink = sink;
        this.traces = traces;
    }

    @Override
    public Offer offer(Publication publication, OutcomeListener listener) {
        Trace trace = traces.of(publication.origin().clientId());
        if (trace == null) {
            return sink.offer(publication, listener);
        }
        Offer offer = sink.offer(publication, new TracingListener(trace, publication, listener));
        if (offer != Offer.ACCEPTED) {
            trace.waiting(publication);
        }
        return offer;
    }

    /** Writes the outcome to the trace and passes it on. */
    private static final class TracingListener implements OutcomeListener {
        private final Trace trace;
        private final Publication publication;
        private final OutcomeListener listener;
        private final long offeredNanos = System.nanoTime();

        TracingListener(Trace trace, Publication publication, OutcomeListener listener) {
            this.trace = trace;
            this.publication = publication;
            this.listener = listener;
        }

        @Override
        public void onStored(int partition, long offset) {
            trace.tell("   stored %s in %s, partition %d, offset %d, %s after it was offered"
                    .formatted(
                            PacketText.of(publication),
                            publication.destination().kafkaTopic(),
                            partition,
                            offset,
                            PacketText.millisSince(offeredNanos)));
            listener.onStored(partition, offset);
        }

        @Override
        public void onOutcome(PublishOutcome outcome) {
            if (outcome instanceof Failed failed) {
                trace.tell("   not stored: %s in %s: %s"
                        .formatted(
                                PacketText.of(publication),
                                publication.destination().kafkaTopic(),
                                failed.reason().text()));
            }
            listener.onOutcome(outcome);
        }
    }
}
