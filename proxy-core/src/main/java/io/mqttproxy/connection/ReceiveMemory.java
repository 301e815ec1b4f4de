package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;

/**
 * What the connections of one event loop have received and keep: unfinished packets and WebSocket requests, CONNECTs
 * that are being checked, large wills, topic aliases and packet ids of QoS 2, and while Kafka takes nothing the publish
 * that is parked and the read that is held back. A packet at a time is little, but there may be a hundred thousand
 * connections.
 *
 * <p>From half of the memory on it is short: who takes more, or is found by the sweep, goes if it has more than an even
 * share of that half, so who sends much pays, and after each sweep no more than half is left. What comes between two sweeps
 * has the other half; when that is used up as well, whoever takes more goes.
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
    boolean isExceededBy(long before, long now) {
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
