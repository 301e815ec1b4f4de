package io.mqttproxy.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counts of one event loop: written by that loop only, read by anybody. A single writer needs no atomic addition, so
 * a count costs a plain load and an ordered store, which the hot path does not notice.
 */
public final class LoopCounters {

    /** What is counted: events, and from {@link #IN_FLIGHT} on how much there is at the moment. */
    public enum Count {
        PUBLISHES_QOS_0,
        PUBLISHES_QOS_1,
        PUBLISHES_QOS_2,
        BYTES_QOS_0,
        BYTES_QOS_1,
        BYTES_QOS_2,
        ACKS_QOS_1,
        ACKS_QOS_2,
        STORED,
        IN_FLIGHT,
        IN_FLIGHT_BYTES,
        RECEIVE_MEMORY,
        PAUSED_CONNECTIONS,
        STALLED_CONNECTIONS;

        private final int index = ordinalOf(this);

        @SuppressWarnings("EnumOrdinal") // the position in an array that only this class sees
        private static int ordinalOf(Count count) {
            return count.ordinal();
        }
    }

    private final AtomicLongArray values = new AtomicLongArray(Count.values().length);

    private final LatencyHistogram storeLatency = new LatencyHistogram();

    LoopCounters() {}

    /** Only on the event loop that owns these counts. */
    public void add(Count count, long amount) {
        values.lazySet(count.index, values.getPlain(count.index) + amount);
    }

    /** One more publish was stored; only on the event loop that owns these counts. */
    public void stored(long latencyNanos) {
        add(Count.STORED, 1);
        storeLatency.record(latencyNanos);
    }

    StoreLatency storeLatency() {
        return storeLatency.snapshot();
    }

    long takeLongestStoreNanos() {
        return storeLatency.takeLongestNanos();
    }

    /** From any thread. */
    public long get(Count count) {
        return values.get(count.index);
    }
}
