package io.mqttproxy.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counters of one event loop, written by that event loop only and read by any thread. A single
 * writer needs no atomic addition: an update costs one plain load and one ordered store, which the hot
 * path does not notice.
 */
public final class LoopCounters {

    /**
     * What is counted. Up to {@link #STORED} these are events; from {@link #IN_FLIGHT} on they are
     * current amounts.
     */
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

    /**
     * Adds to a counter; a negative amount lowers a current amount. Only on the event loop that owns
     * these counters.
     */
    public void add(Count count, long amount) {
        values.lazySet(count.index, values.getPlain(count.index) + amount);
    }

    /**
     * Counts one stored publish. Only on the event loop that owns these counters.
     *
     * @param latencyNanos from the receipt of the PUBLISH to Kafka's acknowledgement, in nanoseconds
     */
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

    /** The current value; callable from any thread. */
    public long get(Count count) {
        return values.get(count.index);
    }
}
