package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.publish.PublishSink.Offer;
import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What Kafka's producer could not take on one event loop: a full buffer, a topic whose metadata is not known yet, or no
 * Kafka at all. Connections with what they have parked and the wills of those who are gone wait here in turn, those whose
 * topic was refused in a queue of that topic: to try one of them is to try all, and a crowd on a missing topic does not
 * hold up the others.
 *
 * <p>They are tried again when anything settles, and after a short pause in any case. A try that fails costs little, but
 * with thousands that wait for one full buffer it must not be made thousands of times: each round ends after a few
 * failures, and those who failed go to the end.
 */
final class StalledPublishes {
    private static final int FAILURES_PER_ROUND = 8;

    /** Each is tried until its first failure. */
    private static final int TOPICS_PER_ROUND = 8;

    /** To queue for a topic costs a microsecond or two, once; thousands may have to when an outage ends. */
    private static final int MOVES_PER_ROUND = 256;

    private static final long BACKSTOP_MILLIS = 20;

    private final EventLoop eventLoop;
    private final LoopCounters counters;

    /** Those that were not refused for their topic. */
    private final Set<Waiting> waiting = new LinkedHashSet<>();

    private final RefusedTopics refused = new RefusedTopics();
    private final Runnable backstop = this::backstop;
    private boolean backstopScheduled;

    /** One publish, or several of which the first has to go first. */
    interface Waiting {
        /** The Kafka topic of the first one, empty when there is none. */
        String topic();

        /** Why it was not taken when it was offered last. */
        Offer refusal();

        /** Kafka's producer has said this for another one with the same topic. */
        void refused(Offer why);

        /** Offers it once more. Returns whether it need not wait any longer; whatever goes wrong ends the wait. */
        boolean tryAgain();
    }

    StalledPublishes(EventLoop eventLoop, LoopCounters counters) {
        this.eventLoop = eventLoop;
        this.counters = counters;
    }

    void add(Waiting stalled) {
        if (stalled.refusal().concernsTopic() ? refused.add(stalled) : waiting.add(stalled)) {
            counters.add(Count.STALLED_CONNECTIONS, 1);
        }
        scheduleBackstop();
    }

    void remove(Waiting stalled) {
        if (waiting.remove(stalled) || refused.remove(stalled)) {
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
            Waiting first = waiting.iterator().next();
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

    private void retryUntilFailure(Set<Waiting> queue) {
        boolean taken = true;
        for (int left = queue.size(); left > 0 && taken && !queue.isEmpty(); left--) {
            taken = retried(queue.iterator().next());
        }
    }

    /** Returns false when it waits again, behind the others. */
    private boolean retried(Waiting stalled) {
        remove(stalled);
        boolean taken = stalled.tryAgain();
        if (!taken) {
            add(stalled);
        }
        return taken;
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
