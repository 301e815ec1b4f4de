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
 * Whose turn each client id is, over all event loops of this replica: the one concurrent place of the package.
 *
 * <p>A client that connects again takes over (statement MQTT-3.1.4-3 of MQTT 5, MQTT-3.1.4-2 of MQTT 3.1.1). A connection
 * on another replica is not known here; its publishes are acknowledged as they are stored, so nothing is lost by it.
 */
public final class ConnectionRegistry {
    /** By client id: whose connection is open. */
    private final ConcurrentMap<String, Turn> open = new ConcurrentHashMap<>();

    /** By client id: whose connection has ended last, as long as its turn is not over. */
    private final ConcurrentMap<String, Turn> gone = new ConcurrentHashMap<>();

    /** Open connections by user name, while {@code max-connections-per-identity} is set. */
    private final ConcurrentMap<String, Integer> identities = new ConcurrentHashMap<>();

    /** See {@link #unfinished}. */
    private final AtomicInteger unfinished = new AtomicInteger();

    private volatile boolean stopping;

    /**
     * Takes a place for one more connection of this identity, which {@link #leave} gives back. A client that connects
     * again needs none, because its earlier connection is about to go.
     *
     * @param limit 0 for none
     * @return whether there was a place
     */
    boolean reserve(String clientId, Identity identity, int limit) {
        String username = identity.username();
        if (limit == 0 || username == null) {
            return true;
        }
        Turn earlier = open.get(clientId);
        int allowed = earlier != null && username.equals(earlier.username()) ? limit + 1 : limit;
        boolean[] reserved = new boolean[1];
        identities.compute(username, (name, count) -> {
            int taken = count == null ? 0 : count;
            reserved[0] = taken < allowed;
            return reserved[0] ? Integer.valueOf(taken + 1) : count;
        });
        return reserved[0];
    }

    /** The client id is the connection's from now on; an earlier connection ends. */
    Turn begin(Session session, Connection connection) {
        unfinished.incrementAndGet();
        @Nullable Turn[] earlier = new Turn[1];
        Turn turn = Objects.requireNonNull(open.compute(session.origin().clientId(), (clientId, before) -> {
            earlier[0] = before == null ? gone.get(clientId) : before;
            return new Turn(session, connection, earlier[0]);
        }));
        if (earlier[0] != null) {
            turn.takeOver(earlier[0]);
        }
        return turn;
    }

    /** The connection is gone. */
    void leave(Turn turn, CloseReason reason) {
        // Before anything waits: the client that is back, or a stop, must find it.
        open.computeIfPresent(turn.clientId(), (clientId, last) -> last == turn ? moved(turn) : last);
        try {
            turn.left(reason);
        } finally {
            release(turn.username());
        }
    }

    /** Out of the open ones. */
    private @Nullable Turn moved(Turn turn) {
        if (turn.mayHoldUpNext()) {
            gone.put(turn.clientId(), turn);
        }
        return null;
    }

    /** Nothing of this turn can come any more. */
    void over(Turn turn) {
        gone.remove(turn.clientId(), turn);
    }

    /** A connection has ended, and what became of its will is known; from any thread. */
    void settled() {
        unfinished.decrementAndGet();
    }

    /** Shows the packets of this client's connection, if it has one here. */
    public void watch(Trace trace) {
        Turn turn = open.get(trace.clientId());
        if (turn != null) {
            turn.watch(trace);
        }
    }

    /**
     * Connections that were let in and have not ended, and wills that wait or are on their way. As long as there are any,
     * what was entrusted to the proxy is not settled.
     */
    public int unfinished() {
        return unfinished.get();
    }

    /** Publishes every will that waits for its client: the proxy is stopping and nobody else knows of them. */
    public void publishDelayedWills() {
        stopping = true;
        gone.values().forEach(Turn::stop);
    }

    boolean isStopping() {
        return stopping;
    }

    /** Gives back what {@link #reserve} took, if it did. */
    private void release(@Nullable String username) {
        if (username != null) {
            identities.computeIfPresent(username, (name, count) -> count == 1 ? null : count - 1);
        }
    }
}
