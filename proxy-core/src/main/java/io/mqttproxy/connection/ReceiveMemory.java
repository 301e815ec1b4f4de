package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;

/**
 * What the connections of one event loop have received and keep: unfinished packets, and while Kafka takes nothing the
 * publish that is parked and the read that is held back. A packet at a time is little, but there may be a hundred thousand connections.
 *
 * <p>From half of the memory on, a connection that takes more goes if it has more than an even share of that half; those who
 * have less stay and fit into the other half. So who sends much pays, and all of it together is bounded.
 */
final class ReceiveMemory {
    private final long shortAt;
    private final LoopCounters counters;
    private int holders;

    /** @param limit bytes, of which one connection can get half */
    ReceiveMemory(long limit, LoopCounters counters) {
        this.shortAt = limit / 2;
        this.counters = counters;
    }

    /**
     * One connection's bytes have become more or fewer.
     *
     * @return whether they are more than it may have now
     */
    boolean isExceededBy(int before, int now) {
        count(before, now);
        return now > before && counters.get(Count.RECEIVE_MEMORY) > shortAt && now > shortAt / holders;
    }

    /** A connection has ended. */
    void release(int bytes) {
        count(bytes, 0);
    }

    private void count(int before, int now) {
        counters.add(Count.RECEIVE_MEMORY, now - before);
        holders += Integer.signum(now) - Integer.signum(before);
    }
}
