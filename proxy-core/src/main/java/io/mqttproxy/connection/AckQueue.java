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
 * Acknowledges publishes in the order of receipt, although Kafka completes them in any order
 * [MQTT-4.6.0-2], [MQTT-4.6.0-3]. Kafka completes partition by partition, and some clients fail when
 * PUBACKs overtake each other.
 */
final class AckQueue {
    private static final int INITIAL_SLOTS = 1;

    /**
     * Room for this many acknowledgements at first; the buffer grows if more are due. A client that
     * reads nothing must not make the proxy reserve memory for acknowledgements of publishes that are
     * still in flight.
     */
    private static final int INITIAL_ACKS = 32;

    private final LoopCounters counters;

    /**
     * Created for the first publish, because most connections of a large fleet are silent most of the
     * time.
     */
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

    /** Number of publishes without an acknowledgement. */
    int size() {
        return slots == null ? 0 : slots.size();
    }

    /**
     * Takes the acknowledgements that are due, as one buffer; {@code null} when there are none.
     *
     * @param acknowledged is called for each acknowledgement
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

    /** Called for each publish whose acknowledgement is about to be sent. */
    interface Acknowledged {
        void acknowledged(PendingPublish pending);
    }
}
