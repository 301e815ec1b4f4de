package io.mqttproxy.bench.micro;

import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps Kafka's thread away from an embedded event loop, which only one thread may use: outcomes wait
 * for {@link #settle}. The outcomes of one device arrive in the order of its publishes, so nothing has
 * to be allocated for each.
 */
final class HandOver implements PublishSink, OutcomeListener {
    private final PublishSink sink;
    private final Queue<OutcomeListener> offered = new ArrayDeque<>(2 * PublishPath.BATCH);
    private final AtomicInteger stored = new AtomicInteger();

    HandOver(PublishSink sink) {
        this.sink = sink;
    }

    @Override
    public Offer offer(Publication publication, OutcomeListener listener) {
        Offer offer = sink.offer(publication, this);
        if (offer == Offer.ACCEPTED) {
            offered.add(listener);
        }
        return offer;
    }

    @Override
    public void onOutcome(PublishOutcome outcome) {
        if (outcome != PublishOutcome.Stored.STORED) {
            throw new IllegalStateException("not stored: " + outcome);
        }
        stored.incrementAndGet();
    }

    void settle() {
        for (int left = stored.getAndSet(0); left > 0; left--) {
            offered.remove().onOutcome(PublishOutcome.Stored.STORED);
        }
    }
}
