package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop whose next publish Kafka's producer could not take: a full buffer, a topic whose
 * metadata is not known yet, or no Kafka at all. They wait here in turn.
 *
 * <p>They are tried again when anything settles, and after a short pause in any case. A try that fails costs little, but
 * with thousands of connections waiting for one full buffer it must not be made thousands of times: each round ends after
 * a few failures, and those who failed go to the end, so that one cold topic does not hold up the others.
 */
final class StalledConnections {
    private static final int FAILURES_PER_ROUND = 8;
    private static final long BACKSTOP_MILLIS = 20;

    private final EventLoop eventLoop;
    private final LoopCounters counters;
    private final Set<Connection> waiting = new LinkedHashSet<>();
    private final Runnable backstop = this::backstop;
    private boolean backstopScheduled;

    StalledConnections(EventLoop eventLoop, LoopCounters counters) {
        this.eventLoop = eventLoop;
        this.counters = counters;
    }

    void add(Connection connection) {
        if (waiting.add(connection)) {
            counters.add(Count.STALLED_CONNECTIONS, 1);
        }
        scheduleBackstop();
    }

    void remove(Connection connection) {
        if (waiting.remove(connection)) {
            counters.add(Count.STALLED_CONNECTIONS, -1);
        }
    }

    /** Gives those who wait another try, the one who has waited longest first. */
    void retry() {
        int tries = waiting.size();
        int failures = 0;
        while (tries-- > 0 && failures < FAILURES_PER_ROUND && !waiting.isEmpty()) {
            Connection first = waiting.iterator().next();
            remove(first);
            if (!retried(first)) {
                add(first);
                failures++;
            }
        }
    }

    private static boolean retried(Connection connection) {
        try {
            return connection.retryParked();
        } catch (RuntimeException | OutOfMemoryError e) {
            connection.broken(e);
            return true;
        }
    }

    private void backstop() {
        backstopScheduled = false;
        retry();
        if (!waiting.isEmpty()) {
            scheduleBackstop();
        }
    }

    private void scheduleBackstop() {
        if (!backstopScheduled) {
            backstopScheduled = true;
            eventLoop.schedule(backstop, BACKSTOP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
