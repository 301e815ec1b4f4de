package io.mqttproxy.connection;

import io.mqttproxy.connection.ReadGate.Reason;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Qos;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What one connection's flow has to offer and Kafka's producer could not take. As long as something waits here the read
 * gate is shut, so there is one publish, plus the dead letters of those that were on their way. A client that has said all
 * it has to say and gone leaves as many as might be on their way at once: a burst of QoS 0 to a topic that Kafka has yet to
 * create would be lost but for its first.
 */
final class ParkedPublishes {
    /** What one takes besides its payload and properties, roughly; the messages of a burst are small. */
    private static final int OVERHEAD_BYTES = 512;

    private final PublishFlow flow;

    /** Made for the first one: most connections never see a stall. */
    private @Nullable ArrayDeque<PendingPublish> waiting;

    private long bytes;
    private long sinceNanos;
    private boolean abandoned;

    ParkedPublishes(PublishFlow flow) {
        this.flow = flow;
    }

    boolean isEmpty() {
        return waiting == null || waiting.isEmpty();
    }

    /** Memory that what waits takes. */
    long bytes() {
        return bytes;
    }

    void add(PendingPublish pending) {
        Connection connection = flow.connection();
        if (abandoned || (!connection.isOpen() && isFull())) {
            // None may wait after the end, when nobody would count the time.
            giveUp(pending);
            return;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>(1);
        }
        if (waiting.isEmpty()) {
            sinceNanos = connection.loop().nanoTime();
            connection.gate().shut(Reason.STALLED);
            connection.loop().stalled().add(connection);
        }
        waiting.addLast(pending);
        bytes += OVERHEAD_BYTES + pending.bytes();
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
     * @return whether one has waited for too long that must not be lost
     */
    boolean expire(long nowNanos, Duration limit) {
        PendingPublish first = first();
        while (first != null && nowNanos - sinceNanos > limit.toNanos()) {
            if (first.qos() != Qos.AT_MOST_ONCE) {
                return true;
            }
            giveUp(first);
            first = next();
        }
        Connection connection = flow.connection();
        if (first == null && connection.gate().isShut(Reason.STALLED)) {
            connection.loop().stalled().remove(connection);
            connection.gate().open(Reason.STALLED);
        }
        return false;
    }

    /** The connection has ended: none will be offered any more. */
    void abandon() {
        abandoned = true;
        flow.connection().loop().stalled().remove(flow.connection());
        for (PendingPublish first = first(); first != null; first = next()) {
            giveUp(first);
        }
    }

    private void giveUp(PendingPublish pending) {
        ProxyMetrics metrics = flow.connection().services().metrics();
        if (pending.qos() == Qos.AT_MOST_ONCE) {
            metrics.lost(FailureReason.STALLED);
        } else {
            metrics.failed(FailureReason.STALLED);
        }
    }

    private boolean isFull() {
        return waiting != null
                && waiting.size() >= flow.connection().services().limits().maxInflight();
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
