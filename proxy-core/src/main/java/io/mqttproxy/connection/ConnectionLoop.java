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
 * What the connections of one event loop share. All of it belongs to that loop; only the mailbox may be written to from
 * elsewhere.
 *
 * <p>Time-outs need no timer per connection: one sweep visits them all. For a hundred thousand idle connections that is
 * about a millisecond of work per second, and no memory.
 */
public final class ConnectionLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLoop.class);

    /** How late a time-out may be noticed. */
    private static final long SWEEP_INTERVAL_MILLIS = 500;

    /** From one sweep to the next, when the proxy was kept from running: suspended, or busy with its garbage. */
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

    /** Each knows its place, so that removing one does not search. */
    private final List<Connection> connections = new ArrayList<>();

    /** Those that something settled for in the current batch. */
    private final List<Connection> touched = new ArrayList<>();

    private long sweptAtNanos;
    private boolean timeOutsDeferred;

    /**
     * Makes the shared part of one event loop and starts its sweep.
     *
     * @param share of what all loops together may use
     * @param clock as {@link System#nanoTime}
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

    /** The loop itself, to run things on it. */
    public EventLoop eventLoop() {
        return eventLoop;
    }

    /** Begins to end up to so many connections that are not ending yet; on the loop only. Returns how many there were. */
    public int drain(int count) {
        int left = count;
        for (int i = connections.size() - 1; i >= 0 && left > 0; i--) {
            if (beginToEnd(connections.get(i))) {
                left--;
            }
        }
        return count - left;
    }

    /** Ends all connections at once, those that are ending already as well; on the loop only. */
    public void stop() {
        for (int i = connections.size() - 1; i >= 0; i--) {
            isolated(connections.get(i), Connection::stop);
        }
    }

    /** The time that all time-outs of this loop's connections are measured in. */
    long nanoTime() {
        return clock.getAsLong();
    }

    /** The same time for everything that happens in one event, for what is measured per message. */
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

    /** Whether as many publishes are on their way as may be; it ends when one of them settles. */
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

    /** The last one takes the place of the one that goes. */
    void remove(Connection connection) {
        Connection last = connections.remove(connections.size() - 1);
        if (last != connection) {
            connections.set(connection.indexInLoop(), last);
            last.indexInLoop(connection.indexInLoop());
        }
    }

    /**
     * A socket is gone, and Kafka has yet to take something of its client, or of an earlier connection of it. Returns whether
     * that may be waited for: no more of them do than there may be open ones, which no longer counts it.
     */
    boolean linger() {
        if (lingering >= share.maxGone()) {
            return false;
        }
        lingering++;
        return true;
    }

    /** One of them waits no longer. */
    void lingered() {
        lingering--;
    }

    /** Kafka is done with a publish; from any thread. */
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

    /** Only now acks are written: all of a connection in one buffer. */
    private void endOfBatch() {
        // What settled made room in Kafka's buffer.
        stalled.retry();
        for (Connection connection : touched) {
            isolated(connection, Connection::endOfBatch);
        }
        touched.clear();
        eventClock.endOfEvent();
    }

    /**
     * One that is late itself judges nobody: what clients have sent in the meantime has yet to be read. The next one does,
     * even if it is late again.
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

    /** A lack of memory may have kept Kafka's thread from waking this one, and may not be over. */
    private void drainMailbox() {
        try {
            mailbox.drain();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("Outcomes of publishes are late: {}", e.toString());
        }
    }

    private void tick(long now) {
        // Backwards: a connection that ends here is replaced by one that has been visited.
        for (int i = connections.size() - 1; i >= 0; i--) {
            isolated(connections.get(i), connection -> connection.tick(now));
        }
    }

    /** Returns whether that is news, as it is when a defect ends the connection. */
    private static boolean beginToEnd(Connection connection) {
        try {
            return connection.drain();
        } catch (RuntimeException | OutOfMemoryError e) {
            connection.broken(e);
            return true;
        }
    }

    /**
     * What one connection runs into, a defect or the end of direct memory, must not take its neighbours' turn, nor end the
     * sweep for good.
     */
    static void isolated(Connection connection, Consumer<Connection> step) {
        try {
            step.accept(connection);
        } catch (RuntimeException | OutOfMemoryError e) {
            connection.broken(e);
        }
    }
}
