package io.mqttproxy.trace;

import io.mqttproxy.publish.Publication;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watches one client over all its connections until the trace ends. Thread-safe. */
public final class Trace implements AutoCloseable {
    private final Traces traces;
    private final String clientId;
    private final Consumer<String> lines;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Publication waiting;

    Trace(Traces traces, String clientId, Consumer<String> lines) {
        this.traces = traces;
        this.clientId = clientId;
        this.lines = lines;
    }

    public String clientId() {
        return clientId;
    }

    /**
     * Writes one line about an event, without a time. Called on event loops, so the receiver of the
     * lines must not block.
     */
    public void tell(String line) {
        if (!isEnded()) {
            lines.accept(line);
        }
    }

    /**
     * Kafka's producer cannot take this publication yet. Written once, however often the publication
     * is offered again.
     */
    @SuppressWarnings("ReferenceEquality") // a retry offers the same object again
    void waiting(Publication publication) {
        if (publication != waiting && !isEnded()) {
            waiting = publication;
            tell("   waiting for Kafka: " + PacketText.of(publication));
        }
    }

    public boolean isEnded() {
        return ended.getCount() == 0;
    }

    /**
     * Reaches zero when the trace ends, by {@link #close} or because another trace of the same client
     * has begun.
     */
    public CountDownLatch ended() {
        return ended;
    }

    @Override
    public void close() {
        ended.countDown();
        waiting = null;
        traces.remove(this);
    }
}
