package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.publish.CompletionMailbox;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State that the connections of one event loop share. All of it belongs to that event loop; only the
 * mailbox may be written to by other threads.
 *
 * <p>Timeouts need no timer per connection: one sweep visits all connections. For a hundred thousand
 * idle connections that takes about a millisecond per second, and no memory.
 */
public final class ConnectionLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLoop.class);

    /** How late a timeout may be detected. */
    private static final long SWEEP_INTERVAL_MILLIS = 500;

    /**
     * If more time than this lies between two sweeps, the process was not running: it was suspended or
     * paused for garbage collection.
     */
    private static final long LATE_SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(SWEEP_INTERVAL_MILLIS + 1_000);

    private final EventLoop eventLoop;
    private final LongSupplier clock;
    private final EventClock eventClock;
    private final LoopCounters counters;
    private final CompletionMailbox<PendingPublish> mailbox;
    private final StalledPublishes stalled;
    private final LoopShare share;
    private final ReceiveMemory receiveMemory;
    private final WillMemory willMemory;
    private int lingering;

    /** Each connection knows its index, so that removing one needs no search. */
    private final List<Connection> connections = new ArrayList<>();

    /** The connections with settled publishes in the current batch. */
    private final List<Connection> touched = new ArrayList<>();

    private long sweptAtNanos;
    private boolean timeOutsDeferred;

    /**
     * Creates the shared state of one event loop and starts its sweep.
     *
     * @param share this event loop's share of the limits for all connections
     * @param clock replaces {@link System#nanoTime} in tests
     */
    ConnectionLoop(EventLoop eventLoop, LoopCounters counters, LoopShare share, LongSupplier clock) {
        this.eventLoop = eventLoop;
        this.clock = clock;
        this.eventClock = new EventClock(clock);
        this.counters = counters;
        this.share = share;
        this.receiveMemory = new ReceiveMemory(share.receiveMemory(), counters);
        this.willMemory = new WillMemory(share.willMemory(), share.maxGone());
        this.mailbox = new CompletionMailbox<>(eventLoop, this::settled, this::endOfBatch);
        this.stalled = new StalledPublishes(eventLoop, counters);
        this.sweptAtNanos = clock.getAsLong();
        eventLoop.scheduleWithFixedDelay(
                this::sweep, SWEEP_INTERVAL_MILLIS, SWEEP_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The event loop itself, to run tasks on it. */
    public EventLoop eventLoop() {
        return eventLoop;
    }

    /**
     * Begins to end connections that are not ending yet, at most this many. On the event loop only.
     * Returns how many it found.
     */
    public int drain(int count) {
        int left = count;
        for (int i = connections.size() - 1; i >= 0 && left > 0; i--) {
            if (beginToEnd(connections.get(i))) {
                left--;
            }
        }
        return count - left;
    }

    /** Ends all connections at once, including those that are already ending. On the event loop only. */
    public void stop() {
        for (int i = connections.size() - 1; i >= 0; i--) {
            isolated(connections.get(i), Connection::stop);
        }
    }

    /** The clock for all timeouts of this event loop's connections, as {@link System#nanoTime}. */
    long nanoTime() {
        return clock.getAsLong();
    }

    /** The clock for everything that is measured per message; it stands still during one event. */
    EventClock eventClock() {
        return eventClock;
    }

    LoopCounters counters() {
        return counters;
    }

    ReceiveMemory receiveMemory() {
        return receiveMemory;
    }

    WillMemory willMemory() {
        return willMemory;
    }

    /**
     * Whether {@code max-inflight-total} is reached on this event loop. A publish that settles makes
     * room again.
     */
    boolean isFull() {
        return counters.get(Count.IN_FLIGHT) >= share.maxInflight();
    }

    StalledPublishes stalled() {
        return stalled;
    }

    void add(Connection connection) {
        connection.indexInLoop(connections.size());
        connections.add(connection);
    }

    /** Moves the last connection to the index of the removed one. */
    void remove(Connection connection) {
        Connection last = connections.remove(connections.size() - 1);
        if (last != connection) {
            connections.set(connection.indexInLoop(), last);
            last.indexInLoop(connection.indexInLoop());
        }
    }

    /**
     * Counts a client that has gone while Kafka has yet to accept something of it or of its earlier
     * connections. Returns whether that may be waited for: the number of such clients is bounded by
     * {@code max-connections}, which no longer counts them.
     */
    boolean linger() {
        if (lingering >= share.maxGone()) {
            return false;
        }
        lingering++;
        return true;
    }

    /** A client counted by {@link #linger} waits no longer. */
    void lingered() {
        lingering--;
    }

    /** Hands over a publish whose outcome is known. Callable from any thread. */
    void put(PendingPublish pending) {
        mailbox.put(pending);
    }

    private void settled(PendingPublish pending) {
        Connection connection = pending.flow().connection();
        try {
            if (pending.flow().settle(pending)) {
                touched.add(connection);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            connection.broken(e);
        }
    }

    /** Acknowledgements are written only here, so that those of one connection share a buffer. */
    private void endOfBatch() {
        // Settled publishes have made room in the producer's buffer.
        stalled.retry();
        for (Connection connection : touched) {
            isolated(connection, Connection::progressed);
        }
        touched.clear();
        eventClock.endOfEvent();
    }

    /**
     * Checks all timeouts. A sweep that runs late checks none, because bytes that clients have sent in
     * the meantime have not been read yet. The sweep after it always checks, even if it is late too.
     */
    private void sweep() {
        eventClock.endOfEvent();
        drainMailbox();
        long now = nanoTime();
        timeOutsDeferred = !timeOutsDeferred && now - sweptAtNanos > LATE_SWEEP_NANOS;
        sweptAtNanos = now;
        if (!timeOutsDeferred) {
            tick(now);
        }
    }

    /**
     * Receives outcomes that the mailbox could not announce, because scheduling a task had failed for
     * lack of memory.
     */
    private void drainMailbox() {
        try {
            mailbox.drain();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("Cannot receive outcomes of publishes yet, trying again at the next sweep: {}", e.toString());
        }
    }

    private void tick(long now) {
        // Backwards, because a connection that ends is replaced by the last one, which has been
        // visited already.
        for (int i = connections.size() - 1; i >= 0; i--) {
            isolated(connections.get(i), connection -> connection.tick(now));
        }
    }

    /** Returns whether the connection has begun to end, also because of a defect. */
    private static boolean beginToEnd(Connection connection) {
        try {
            return connection.drain();
        } catch (RuntimeException | OutOfMemoryError e) {
            connection.broken(e);
            return true;
        }
    }

    /**
     * Runs a step for one connection. Its failure, be it a defect or a lack of direct memory, ends
     * that connection but must neither keep others from their turn nor cancel the periodic sweep.
     */
    static void isolated(Connection connection, Consumer<Connection> step) {
        try {
            step.accept(connection);
        } catch (RuntimeException | OutOfMemoryError e) {
            connection.broken(e);
        }
    }
}
