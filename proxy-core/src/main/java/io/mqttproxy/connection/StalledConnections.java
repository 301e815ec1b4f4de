package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.publish.PublishSink.Offer;
import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one event loop whose next publish Kafka's producer could not take: a full buffer, a topic whose
 * metadata is not known yet, or no Kafka at all. They wait here in turn, those whose topic was refused in a queue of that
 * topic: to try one of them is to try all, and a crowd on a missing topic does not hold up the others.
 *
 * <p>They are tried again when anything settles, and after a short pause in any case. A try that fails costs little, but
 * with thousands of connections waiting for one full buffer it must not be made thousands of times: each round ends after
 * a few failures, and those who failed go to the end.
 */
final class StalledConnections {
    private static final int FAILURES_PER_ROUND = 8;

    /** Each is tried until its first failure. */
    private static final int TOPICS_PER_ROUND = 8;

    /** To queue for a topic costs a microsecond or two, once; thousands may have to when an outage ends. */
    private static final int MOVES_PER_ROUND = 256;

    private static final long BACKSTOP_MILLIS = 20;

    private final EventLoop eventLoop;
    private final LoopCounters counters;

    /** Those that were not refused for their topic. */
    private final Set<ParkedPublishes> waiting = new LinkedHashSet<>();

    private final RefusedTopics refused = new RefusedTopics();
    private final Runnable backstop = this::backstop;
    private boolean backstopScheduled;

    StalledConnections(EventLoop eventLoop, LoopCounters counters) {
        this.eventLoop = eventLoop;
        this.counters = counters;
    }

    void add(ParkedPublishes parked) {
        if (parked.isRefusedForItsTopic() ? refused.add(parked) : waiting.add(parked)) {
            counters.add(Count.STALLED_CONNECTIONS, 1);
        }
        scheduleBackstop();
    }

    void remove(ParkedPublishes parked) {
        if (waiting.remove(parked) || refused.remove(parked)) {
            counters.add(Count.STALLED_CONNECTIONS, -1);
        }
    }

    /** Gives those who wait another try, the one who has waited longest first. */
    void retry() {
        retryWaiting();
        for (int left = Math.min(TOPICS_PER_ROUND, refused.size()); left > 0 && !refused.isEmpty(); left--) {
            retryUntilFailure(refused.next());
        }
    }

    private void retryWaiting() {
        int left = waiting.size();
        int failures = 0;
        int moves = 0;
        while (left-- > 0 && failures < FAILURES_PER_ROUND && moves < MOVES_PER_ROUND && !waiting.isEmpty()) {
            ParkedPublishes first = waiting.iterator().next();
            Offer refusal = refused.refusal(first.topic());
            if (refusal != null) {
                remove(first);
                first.refused(refusal);
                add(first);
                moves++;
            } else if (!retried(first)) {
                failures++;
            }
        }
    }

    private void retryUntilFailure(Set<ParkedPublishes> queue) {
        boolean taken = true;
        for (int left = queue.size(); left > 0 && taken && !queue.isEmpty(); left--) {
            taken = retried(queue.iterator().next());
        }
    }

    /** Returns false when it waits again, behind the others. */
    private boolean retried(ParkedPublishes parked) {
        remove(parked);
        boolean settled = isSettledByRetry(parked.connection());
        if (!settled) {
            add(parked);
        }
        return settled;
    }

    private static boolean isSettledByRetry(Connection connection) {
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
        if (!waiting.isEmpty() || !refused.isEmpty()) {
            scheduleBackstop();
        }
    }

    private void scheduleBackstop() {
        if (!backstopScheduled) {
            eventLoop.schedule(backstop, BACKSTOP_MILLIS, TimeUnit.MILLISECONDS);
            // Only now: for lack of memory it may have failed.
            backstopScheduled = true;
        }
    }
}
