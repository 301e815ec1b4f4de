package io.mqttproxy.connection;

import io.mqttproxy.publish.Publication;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The publishes of one connection that Kafka's producer could not accept yet, in the order of receipt.
 * Only a queue: {@link HandOver} decides what is parked, for how long, and when it is offered again.
 */
final class ParkedPublishes {
    /** Rough size of a publish without payload and properties, in bytes; most parked publishes are small. */
    private static final int OVERHEAD_BYTES = 512;

    /** From here on {@link #areMany}: what a small device publishes in half a minute, once a second. */
    private static final int FEW_BYTES = 32 * 1024;

    private final ArrayDeque<PendingPublish> queue = new ArrayDeque<>(1);
    private int bytes;

    /** When the producer last accepted one, or the first of them was parked; as {@link ConnectionLoop#nanoTime}. */
    private long progressNanos;

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int size() {
        return queue.size();
    }

    /** Memory in bytes that they take. */
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

    /** Removes the first publish because the producer has accepted it. */
    void removeTaken(long nowNanos) {
        bytes -= bytesOf(queue.removeFirst());
        progressNanos = nowNanos;
    }

    /**
     * The first publish if it has waited for longer than the limit, otherwise {@code null}. The time
     * starts again whenever the producer accepts one: a long queue that moves is not a stall.
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
