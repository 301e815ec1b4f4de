package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.AckEncoder;
import io.mqttproxy.publish.Qos;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledges in the order of receipt what Kafka completes in any order (MQTT 3.1.1 section 4.6, statements MQTT-4.6.0-2
 * and -3). Kafka completes partition by partition, and some senders trip over PUBACKs that overtake each other.
 */
final class AckQueue {
    private static final int INITIAL_SLOTS = 1;

    /** A buffer grows when more are due: one that is never read must not take memory for what is only on its way. */
    private static final int INITIAL_ACKS = 32;

    private final LoopCounters counters;

    /** Made for the first publish: most connections of a large fleet are silent most of the time. */
    private @Nullable ArrayDeque<PendingPublish> slots;

    AckQueue(LoopCounters counters) {
        this.counters = counters;
    }

    void append(PendingPublish pending) {
        if (slots == null) {
            slots = new ArrayDeque<>(INITIAL_SLOTS);
        }
        slots.addLast(pending);
    }

    boolean isEmpty() {
        return slots == null || slots.isEmpty();
    }

    /** Publishes that have no acknowledgement yet. */
    int size() {
        return slots == null ? 0 : slots.size();
    }

    /**
     * The acknowledgements that are due, as one buffer; {@code null} when there are none.
     *
     * @param acknowledged is told of each
     */
    @Nullable
    ByteBuf take(ByteBufAllocator allocator, Acknowledged acknowledged) {
        ArrayDeque<PendingPublish> queue = slots;
        if (queue == null || due(queue) == null) {
            return null;
        }
        ByteBuf acks = allocator.ioBuffer(AckEncoder.REASON_BYTES * Math.min(queue.size(), INITIAL_ACKS));
        try {
            writeDue(queue, acks, acknowledged);
            return acks;
        } catch (RuntimeException | OutOfMemoryError e) {
            acks.release();
            throw e;
        }
    }

    private void writeDue(ArrayDeque<PendingPublish> queue, ByteBuf acks, Acknowledged acknowledged) {
        for (PendingPublish head = due(queue); head != null; head = due(queue)) {
            queue.removeFirst();
            write(head, acks);
            acknowledged.acknowledged(head);
        }
    }

    private static @Nullable PendingPublish due(ArrayDeque<PendingPublish> queue) {
        PendingPublish head = queue.peekFirst();
        return head != null && head.isAnswered() ? head : null;
    }

    private void write(PendingPublish pending, ByteBuf acks) {
        boolean success = pending.answer() == PendingPublish.SUCCESS;
        if (pending.qos() == Qos.AT_LEAST_ONCE) {
            if (success) {
                AckEncoder.puback(acks, pending.packetId());
                counters.add(Count.ACKS_QOS_1, 1);
            } else {
                AckEncoder.puback(acks, pending.packetId(), pending.answer());
            }
        } else {
            if (success) {
                AckEncoder.pubrec(acks, pending.packetId());
                counters.add(Count.ACKS_QOS_2, 1);
            } else {
                AckEncoder.pubrec(acks, pending.packetId(), pending.answer());
            }
        }
    }

    /** Told of each publish whose acknowledgement is about to be sent. */
    interface Acknowledged {
        void acknowledged(PendingPublish pending);
    }
}
