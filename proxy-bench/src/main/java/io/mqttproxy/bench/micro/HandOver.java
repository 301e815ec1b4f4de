package io.mqttproxy.bench.micro;

import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Keeps Kafka's thread away from an embedded event loop, which is for one thread: outcomes wait for {@link #settle}. */
final class HandOver implements PublishSink {
    private final PublishSink sink;
    private final BlockingQueue<OutcomeListener> stored = new ArrayBlockingQueue<>(PublishPath.BATCH);

    HandOver(PublishSink sink) {
        this.sink = sink;
    }

    @Override
    public Offer offer(Publication publication, OutcomeListener listener) {
        return sink.offer(publication, outcome -> {
            if (outcome != PublishOutcome.Stored.STORED) {
                throw new IllegalStateException("not stored: " + outcome);
            }
            stored.add(listener);
        });
    }

    void settle() {
        for (OutcomeListener next = stored.poll(); next != null; next = stored.poll()) {
            next.onOutcome(PublishOutcome.Stored.STORED);
        }
    }
}
