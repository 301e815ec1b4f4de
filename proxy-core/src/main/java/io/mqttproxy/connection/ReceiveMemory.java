package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;

/**
 * Accounts for the memory that the connections of one event loop hold: incomplete packets and
 * WebSocket requests, CONNECTs that are being authenticated, large wills, topic aliases and QoS 2
 * packet ids, and during back-pressure parked publishes and held reads. A single packet is small, but
 * there may be a hundred thousand connections.
 *
 * <p>Once more than half of the limit is used, memory is short. A connection is then closed if it
 * holds more than an even share of that half: at once if it grows, otherwise by the sweep, which frees
 * memory until half is left. Above the limit, the next connection that grows is closed.
 */
final class ReceiveMemory {
    private final long limit;
    private final long shortAt;
    private final LoopCounters counters;
    private int holders;

    /** @param limit in bytes; a connection that exceeds it is closed after the event */
    ReceiveMemory(long limit, LoopCounters counters) {
        this.limit = limit;
        this.shortAt = limit / 2;
        this.counters = counters;
    }

    /**
     * Updates the bytes of one connection.
     *
     * @return whether the connection must be closed, because it has grown beyond what it may hold
     */
    boolean change(long before, long now) {
        count(before, now);
        return now > before && (isShortBecauseOf(now) || used() > limit);
    }

    /** Whether memory is short and a connection with this many bytes holds more than its share. */
    boolean isShortBecauseOf(long bytes) {
        return used() > shortAt && bytes > shortAt / holders;
    }

    /** A connection has ended. */
    void release(long bytes) {
        count(bytes, 0);
    }

    private long used() {
        return counters.get(Count.RECEIVE_MEMORY);
    }

    private void count(long before, long now) {
        counters.add(Count.RECEIVE_MEMORY, now - before);
        holders += Long.signum(now) - Long.signum(before);
    }
}
