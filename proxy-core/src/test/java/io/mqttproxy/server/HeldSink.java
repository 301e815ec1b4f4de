package io.mqttproxy.server;

import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A fake Kafka that stores at once, but can be held so that it accepts nothing. Thread-safe. */
final class HeldSink implements PublishSink {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch refused = new CountDownLatch(1);
    private volatile boolean held;

    @Override
    public Offer offer(Publication publication, OutcomeListener listener) {
        if (held) {
            refused.countDown();
            return Offer.BACK_PRESSURED;
        }
        taken.add(new String(publication.payload(), StandardCharsets.UTF_8));
        listener.onOutcome(PublishOutcome.Stored.STORED);
        return Offer.ACCEPTED;
    }

    void hold(boolean on) {
        held = on;
    }

    /** Waits until a publication was offered while the sink was held. */
    void awaitRefusal() throws InterruptedException {
        refused.await();
    }

    /** Payloads in the order of the offers. */
    List<String> taken() {
        return List.copyOf(taken);
    }
}
