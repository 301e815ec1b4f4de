package io.mqttproxy.connection;

import io.mqttproxy.publish.Publication;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The publishes of one connection that Kafka's producer could not take yet, in the order of their receipt. Only a queue:
 * {@link HandOver} decides what waits here, for how long, and when the first one is offered again.
 */
final class ParkedPublishes {
    /** Roughly what a publish takes besides its payload and properties; most of those that are parked are small. */
    private static final int OVERHEAD_BYTES = 512;

    /** Above this, {@link #areMany}. It is what a small device publishes in half a minute, at one publish a second. */
    private static final int FEW_BYTES = 32 * 1024;

    private final ArrayDeque<PendingPublish> queue = new ArrayDeque<>(1);
    private int bytes;

    /** When Kafka took the last one from here, or when the queue was last empty; as {@link ConnectionLoop#nanoTime}. */
    private long progressNanos;

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int size() {
        return queue.size();
    }

    /** The memory that they take. */
    int bytes() {
        return bytes;
    }

    /** Whether they take so much memory that no further publish should be read. */
    boolean areMany() {
        return bytes >= FEW_BYTES;
    }

    @Nullable
    PendingPublish first() {
        return queue.peekFirst();
    }

    /** The Kafka topic of the first one, empty when there is none. */
    String topic() {
        PendingPublish first = first();
        Publication publication = first == null ? null : first.publication();
        return publication == null ? "" : publication.destination().kafkaTopic();
    }

    void add(PendingPublish pending, long nowNanos) {
        if (queue.isEmpty()) {
            progressNanos = nowNanos;
        }
        queue.addLast(pending);
        bytes += bytesOf(pending);
    }

    PendingPublish removeFirst() {
        PendingPublish first = queue.removeFirst();
        bytes -= bytesOf(first);
        return first;
    }

    /** Removes the first one because Kafka has taken it: the others have not waited in vain. */
    void removeTaken(long nowNanos) {
        bytes -= bytesOf(queue.removeFirst());
        progressNanos = nowNanos;
    }

    /**
     * The first one if it has waited for longer than this, else {@code null}. The time starts again whenever Kafka takes
     * one: a long queue that moves is not a stall.
     */
    @Nullable
    PendingPublish late(long nowNanos, Duration limit) {
        PendingPublish first = first();
        boolean isLate =
                first != null && Math.min(nowNanos - first.receivedNanos(), nowNanos - progressNanos) > limit.toNanos();
        return isLate ? first : null;
    }

    private static int bytesOf(PendingPublish pending) {
        return OVERHEAD_BYTES + pending.bytes();
    }
}
