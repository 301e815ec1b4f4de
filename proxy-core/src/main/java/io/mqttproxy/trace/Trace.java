package io.mqttproxy.trace;

import io.mqttproxy.publish.Publication;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client that is being watched, over all connections that it makes meanwhile. Safe for all threads. */
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

    /** Tells one thing that happened, in one line without time; called by event loops, so it never blocks. */
    public void tell(String line) {
        if (!isEnded()) {
            lines.accept(line);
        }
    }

    /** Kafka's producer cannot take this publication yet; told once, however often it is offered. */
    @SuppressWarnings("ReferenceEquality") // the same publication is offered again, not one that is equal
    void waiting(Publication publication) {
        if (publication != waiting && !isEnded()) {
            waiting = publication;
            tell("   waiting for Kafka: " + PacketText.of(publication));
        }
    }

    public boolean isEnded() {
        return ended.getCount() == 0;
    }

    /** Is at zero when the trace has ended, by {@link #close} or because another one of the same client began. */
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
