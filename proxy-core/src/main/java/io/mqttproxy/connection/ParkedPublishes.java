package io.mqttproxy.connection;

import io.mqttproxy.connection.ReadGate.Reason;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishSink.Offer;
import io.mqttproxy.publish.Qos;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one connection's flow has to offer and Kafka's producer could not take. A few small publishes may wait here, so
 * that the pings between them are answered; from some bytes on the read gate is shut. A client that has said all it has to
 * say and gone leaves as many as might be on their way at once: a burst of QoS 0 to a topic that Kafka has yet to create
 * would be lost but for its first.
 */
final class ParkedPublishes implements StalledPublishes.Waiting {
    /** What one takes besides its payload and properties, roughly; the messages of a burst are small. */
    private static final int OVERHEAD_BYTES = 512;

    /** What is parked before no further publish is read: what a small device says in half a minute, once a second. */
    private static final int FEW_BYTES = 32 * 1024;

    private final PublishFlow flow;

    /** Made for the first one: most connections never see a stall. */
    private @Nullable ArrayDeque<PendingPublish> waiting;

    private int bytes;
    private long sinceNanos;
    private boolean abandoned;

    /** What the last offer of the first one came to. */
    private Offer refusal = Offer.BACK_PRESSURED;

    ParkedPublishes(PublishFlow flow) {
        this.flow = flow;
    }

    boolean isEmpty() {
        return waiting == null || waiting.isEmpty();
    }

    /** Memory that what waits takes. */
    int bytes() {
        return bytes;
    }

    @Override
    public void refused(Offer why) {
        refusal = why;
    }

    /** What it amounts to that the first one was not taken when it was offered last. */
    FailureReason reason() {
        return Objects.requireNonNullElse(refusal.reason(), FailureReason.STALLED);
    }

    @Override
    public Offer refusal() {
        return refusal;
    }

    @Override
    public String topic() {
        PendingPublish first = first();
        Publication publication = first == null ? null : first.publication();
        return publication == null ? "" : publication.destination().kafkaTopic();
    }

    void add(PendingPublish pending) {
        Connection connection = flow.connection();
        if (abandoned || (!connection.peer().isConnected() && isFull())) {
            // None may wait after the end, when nobody would count the time.
            giveUp(pending);
            return;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>(1);
        }
        waiting.addLast(pending);
        bytes += OVERHEAD_BYTES + pending.bytes();
        if (waiting.size() == 1) {
            sinceNanos = connection.loop().nanoTime();
            queue();
        }
        if (bytes >= FEW_BYTES || isFull()) {
            connection.gate().shut(Reason.STALLED);
        }
    }

    /** Nothing goes before them any more. */
    void mayGo() {
        if (!isEmpty() && !tryAgain()) {
            queue();
        }
    }

    /** Those that would only wait for the end of the client's earlier connection need no turn among the others. */
    private void queue() {
        if (flow.mayOffer()) {
            flow.connection().loop().stalled().add(this);
        }
    }

    @Override
    public boolean tryAgain() {
        Connection connection = flow.connection();
        try {
            return connection.retryParked();
        } catch (RuntimeException | OutOfMemoryError e) {
            connection.broken(e);
            return true;
        }
    }

    /** Offers them once more. Returns whether none is left. */
    boolean retry() {
        PendingPublish first = first();
        while (first != null && flow.take(first)) {
            sinceNanos = flow.connection().loop().nanoTime();
            first = next();
        }
        if (first == null) {
            flow.connection().gate().open(Reason.STALLED);
        }
        return first == null;
    }

    /**
     * Gives up those of QoS 0 that have waited for too long.
     *
     * @return one that has waited for too long and must not be lost
     */
    @Nullable
    PendingPublish expire(long nowNanos, Duration limit) {
        PendingPublish before = first();
        PendingPublish first = before;
        while (first != null && isLate(first, nowNanos, limit)) {
            if (first.qos() != Qos.AT_MOST_ONCE) {
                return first;
            }
            giveUp(first);
            first = next();
        }
        if (first != before) {
            waitFor(first);
        }
        return null;
    }

    /** What it waits for now may go to another topic. */
    private void waitFor(@Nullable PendingPublish first) {
        StalledPublishes stalled = flow.connection().loop().stalled();
        stalled.remove(this);
        if (first == null) {
            flow.connection().gate().open(Reason.STALLED);
        } else {
            queue();
        }
    }

    /** Whether the first one has waited for too long. */
    boolean areLate(long nowNanos, Duration limit) {
        PendingPublish first = first();
        return first != null && isLate(first, nowNanos, limit);
    }

    /** As long as others before it are taken, none is late. */
    private boolean isLate(PendingPublish pending, long nowNanos, Duration limit) {
        return Math.min(nowNanos - pending.receivedNanos(), nowNanos - sinceNanos) > limit.toNanos();
    }

    /** The connection has ended: none will be offered any more. */
    void abandon() {
        abandoned = true;
        flow.connection().loop().stalled().remove(this);
        for (PendingPublish first = first(); first != null; first = next()) {
            giveUp(first);
        }
    }

    private void giveUp(PendingPublish pending) {
        ProxyMetrics metrics = flow.connection().services().metrics();
        if (pending.qos() == Qos.AT_MOST_ONCE) {
            metrics.lost(reason());
        } else {
            metrics.failed(reason());
        }
    }

    private boolean isFull() {
        return waiting != null
                && waiting.size()
                        >= flow.connection().services().limits().inflight().maxInflight();
    }

    private @Nullable PendingPublish first() {
        return waiting == null ? null : waiting.peekFirst();
    }

    /** Removes the first. Returns the one after it. */
    private @Nullable PendingPublish next() {
        if (waiting == null) {
            return null;
        }
        bytes -= OVERHEAD_BYTES + waiting.removeFirst().bytes();
        return waiting.peekFirst();
    }
}
