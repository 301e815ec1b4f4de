package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;

/**
 * What the connections of one event loop have received and keep: unfinished packets and WebSocket requests, CONNECTs
 * that are being checked, large wills, topic aliases and packet ids of QoS 2, and while Kafka takes nothing the publish
 * that is parked and the read that is held back. A packet at a time is little, but there may be a hundred thousand
 * connections.
 *
 * <p>Above half the limit, a connection holding more than an even share of that half is closed: at once if it grows,
 * otherwise by the sweep, which leaves no more than half in use. Above the limit, whichever grows next is closed.
 */
final class ReceiveMemory {
    private final long limit;
    private final long shortAt;
    private final LoopCounters counters;
    private int holders;

    /** @param limit bytes; an event that takes more is the connection's last */
    ReceiveMemory(long limit, LoopCounters counters) {
        this.limit = limit;
        this.shortAt = limit / 2;
        this.counters = counters;
    }

    /**
     * One connection's bytes have become more or fewer.
     *
     * @return whether it has taken more than it may
     */
    boolean change(long before, long now) {
        count(before, now);
        return now > before && (isShortBecauseOf(now) || used() > limit);
    }

    /** Whether memory is short, and a connection with this many bytes has more than its share. */
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
