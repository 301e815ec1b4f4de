package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.publish.PublishSink.Offer;
import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes and wills on one event loop that Kafka's producer could not accept: its buffer is full,
 * the topic's metadata is unknown, or Kafka is unreachable. Connections with parked publishes and
 * wills of clients that are gone wait here in turn. If the topic was the reason, they wait in a queue
 * per topic: one try answers for all of them, and a crowd that waits for a missing topic does not
 * delay the others.
 *
 * <p>They are tried again whenever any publish settles, and at the latest after {@value
 * #BACKSTOP_MILLIS} ms. A failing try is cheap, but must not be repeated for thousands that wait for
 * the same full buffer. Each round therefore ends after a few failures, and those that failed move to
 * the end.
 */
final class StalledPublishes {
    private static final int FAILURES_PER_ROUND = 8;

    /** Each topic is tried until its first failure. */
    private static final int TOPICS_PER_ROUND = 8;

    /**
     * Moving to a topic's queue takes a microsecond or two, once; thousands may have to move when an
     * outage ends.
     */
    private static final int MOVES_PER_ROUND = 256;

    private static final long BACKSTOP_MILLIS = 20;

    private final EventLoop eventLoop;
    private final LoopCounters counters;

    /** Tried before all others: Kafka's producer keeps room for it. */
    private @Nullable Waiting next;

    /** Those that were refused for other reasons than their topic. */
    private final Set<Waiting> waiting = new LinkedHashSet<>();

    private final RefusedTopics refused = new RefusedTopics();
    private final Runnable backstop = this::backstop;
    private boolean backstopScheduled;

    /** One waiting publish or will, or several publishes of which the first must be accepted first. */
    interface Waiting {
        /** The Kafka topic of the first publish, empty when there is none. */
        String topic();

        /** The answer to the last offer. */
        Offer refusal();

        /** Sets the answer that the producer has given to another publish to the same topic. */
        void refused(Offer why);

        /** Offers again. Returns whether the wait is over; any failure also ends it. */
        boolean tryAgain();
    }

    StalledPublishes(EventLoop eventLoop, LoopCounters counters) {
        this.eventLoop = eventLoop;
        this.counters = counters;
    }

    void add(Waiting stalled) {
        if (enqueue(stalled)) {
            counters.add(Count.STALLED_CONNECTIONS, 1);
        }
        scheduleBackstop();
    }

    private boolean enqueue(Waiting stalled) {
        Offer refusal = stalled.refusal();
        if (refusal == Offer.NEXT && next == null) {
            next = stalled;
            return true;
        }
        return refusal.concernsTopic() ? refused.add(stalled) : waiting.add(stalled);
    }

    void remove(Waiting stalled) {
        if (dequeue(stalled)) {
            counters.add(Count.STALLED_CONNECTIONS, -1);
        }
    }

    private boolean dequeue(Waiting stalled) {
        if (stalled == next) {
            next = null;
            return true;
        }
        return waiting.remove(stalled) || refused.remove(stalled);
    }

    /** Tries again, beginning with those that have waited longest. */
    void retry() {
        if (next != null) {
            retried(next);
        }
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

    /** Returns false if it was not accepted and waits again, behind the others. */
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
        if (next != null || !waiting.isEmpty() || !refused.isEmpty()) {
            scheduleBackstop();
        }
    }

    private void scheduleBackstop() {
        if (!backstopScheduled) {
            eventLoop.schedule(backstop, BACKSTOP_MILLIS, TimeUnit.MILLISECONDS);
            // Set last, because schedule may throw for lack of memory.
            backstopScheduled = true;
        }
    }
}
