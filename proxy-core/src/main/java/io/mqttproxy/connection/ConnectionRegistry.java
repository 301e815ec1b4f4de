package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.security.Identity;
import io.mqttproxy.trace.Trace;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which connection each client id belongs to, over all event loops of this replica. The only
 * concurrent state of the package besides the table of event loops.
 *
 * <p>A client that connects again takes over [MQTT-3.1.4-3] of MQTT 5, [MQTT-3.1.4-2] of MQTT 3.1.1.
 * Connections to other replicas are unknown here. Nothing is lost by that, because their publishes are
 * acknowledged only once they are stored.
 */
public final class ConnectionRegistry {
    /** Turns with an open connection, by client id. */
    private final ConcurrentMap<String, Turn> open = new ConcurrentHashMap<>();

    /** The last turn without an open connection that is not over yet, by client id. */
    private final ConcurrentMap<String, Turn> gone = new ConcurrentHashMap<>();

    /** Open client ids by user name, while {@code max-connections-per-identity} is set. */
    private final ConcurrentMap<String, Integer> identities = new ConcurrentHashMap<>();

    /** See {@link #unfinished}. */
    private final AtomicInteger unfinished = new AtomicInteger();

    private volatile boolean stopping;

    /**
     * Reserves one of the connections of this identity; {@link #leave} releases it. A client that
     * reconnects is never refused, because {@link #begin} releases what its earlier connection has
     * reserved: all clients of one user may reconnect at the same time.
     *
     * @param limit {@code max-connections-per-identity}, 0 for none
     * @return whether the connection is within the limit
     */
    boolean reserve(String clientId, Identity identity, int limit) {
        String username = identity.username();
        if (limit == 0 || username == null) {
            return true;
        }
        Turn earlier = open.get(clientId);
        int allowed = earlier != null && username.equals(earlier.username()) ? Integer.MAX_VALUE : limit;
        boolean[] reserved = new boolean[1];
        identities.compute(username, (name, count) -> {
            int taken = count == null ? 0 : count;
            reserved[0] = taken < allowed;
            return reserved[0] ? Integer.valueOf(taken + 1) : count;
        });
        return reserved[0];
    }

    /** Assigns the client id to this connection; an earlier connection with it ends. */
    Turn begin(Session session, Connection connection) {
        unfinished.incrementAndGet();
        @Nullable Turn[] earlier = new Turn[1];
        Turn turn = Objects.requireNonNull(open.compute(session.origin().clientId(), (clientId, before) -> {
            if (before != null) {
                release(before.username());
            }
            earlier[0] = before == null ? gone.get(clientId) : before;
            return new Turn(session, connection, earlier[0]);
        }));
        if (earlier[0] != null) {
            turn.takeOver(earlier[0]);
        }
        return turn;
    }

    /** The connection has ended. */
    void leave(Turn turn, CloseReason reason) {
        // First, so that a client that reconnects, or a shutdown, finds this turn before anything
        // waits for Kafka.
        open.computeIfPresent(turn.clientId(), (clientId, last) -> last == turn ? moved(turn) : last);
        turn.left(reason);
    }

    /** Removes the turn from the open ones, and keeps it among the gone ones if others must wait for it. */
    private @Nullable Turn moved(Turn turn) {
        release(turn.username());
        if (turn.mayHoldUpNext()) {
            gone.put(turn.clientId(), turn);
        }
        return null;
    }

    /** Nothing of this turn remains to be stored. */
    void over(Turn turn) {
        gone.remove(turn.clientId(), turn);
    }

    /** A connection has ended and its will is settled. Callable from any thread. */
    void settled() {
        unfinished.decrementAndGet();
    }

    /** Attaches a trace to this client's connection, if it has one here. */
    public void watch(Trace trace) {
        Turn turn = open.get(trace.clientId());
        if (turn != null) {
            turn.watch(trace);
        }
    }

    /**
     * Number of connections that were let in and have not ended, plus wills that are delayed or in
     * flight. At 0 everything that clients have entrusted to this proxy is settled.
     */
    public int unfinished() {
        return unfinished.get();
    }

    /** Publishes all delayed wills, because the proxy is stopping and no other replica knows of them. */
    public void publishDelayedWills() {
        stopping = true;
        gone.values().forEach(Turn::stop);
    }

    boolean isStopping() {
        return stopping;
    }

    /** Releases what {@link #reserve} has reserved, if anything. */
    private void release(@Nullable String username) {
        if (username != null) {
            identities.computeIfPresent(username, (name, count) -> count == 1 ? null : count - 1);
        }
    }
}
