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
 * The publishes of one connection that Kafka's producer could not accept yet. A few small ones may be
 * parked, so that pings between them are still answered; beyond {@value #FEW_BYTES} bytes the read
 * gate is shut.
 *
 * <p>A client that publishes and leaves at once may leave up to {@code max-inflight} publishes here.
 * Otherwise a burst of QoS 0 to a topic that Kafka has yet to create would be lost except for its
 * first message.
 */
final class ParkedPublishes implements StalledPublishes.Waiting {
    /**
     * Approximate memory of a parked publish besides payload and properties; the messages of a burst
     * are small.
     */
    private static final int OVERHEAD_BYTES = 512;

    /**
     * Parked bytes at which reading stops: about what a small device that publishes once a second
     * sends in half a minute.
     */
    private static final int FEW_BYTES = 32 * 1024;

    private final PublishFlow flow;

    /** Created for the first parked publish, because most connections never stall. */
    private @Nullable ArrayDeque<PendingPublish> waiting;

    private int bytes;
    private long sinceNanos;
    private boolean abandoned;

    /** The answer to the last offer of the first parked publish. */
    private Offer refusal = Offer.BACK_PRESSURED;

    ParkedPublishes(PublishFlow flow) {
        this.flow = flow;
    }

    boolean isEmpty() {
        return waiting == null || waiting.isEmpty();
    }

    /** Memory of the parked publishes, in bytes. */
    int bytes() {
        return bytes;
    }

    @Override
    public void refused(Offer why) {
        refusal = why;
    }

    /** The failure that the last refusal of the first parked publish amounts to. */
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
            // Nothing may be parked after the end, because no sweep would check its timeout.
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

    /** Nothing of earlier connections has to be stored first any longer: offers them now. */
    void mayGo() {
        if (!isEmpty() && !tryAgain()) {
            queue();
        }
    }

    /**
     * Queues for a retry. While the client's earlier connection must finish first, a retry would be
     * useless.
     */
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

    /** Offers the parked publishes again, in order. Returns whether none is left. */
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
     * Gives up parked publishes of QoS 0 that have waited longer than the limit.
     *
     * @return a publish of QoS 1 or 2 that has waited longer than the limit, {@code null} if there is
     *     none
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

    /** Queues again, because the new first publish may be for another topic. */
    private void waitFor(@Nullable PendingPublish first) {
        StalledPublishes stalled = flow.connection().loop().stalled();
        stalled.remove(this);
        if (first == null) {
            flow.connection().gate().open(Reason.STALLED);
        } else {
            queue();
        }
    }

    /** Whether the first parked publish has waited longer than the limit. */
    boolean areLate(long nowNanos, Duration limit) {
        PendingPublish first = first();
        return first != null && isLate(first, nowNanos, limit);
    }

    /** A publish is not late as long as publishes parked before it have been accepted within the limit. */
    private boolean isLate(PendingPublish pending, long nowNanos, Duration limit) {
        return Math.min(nowNanos - pending.receivedNanos(), nowNanos - sinceNanos) > limit.toNanos();
    }

    /** The connection has ended: gives up all parked publishes. */
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

    /** Removes the first parked publish and returns the new first one. */
    private @Nullable PendingPublish next() {
        if (waiting == null) {
            return null;
        }
        bytes -= OVERHEAD_BYTES + waiting.removeFirst().bytes();
        return waiting.peekFirst();
    }
}
