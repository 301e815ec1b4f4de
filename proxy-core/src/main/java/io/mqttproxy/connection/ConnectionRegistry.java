package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.Will;
import io.mqttproxy.security.Identity;
import io.mqttproxy.trace.Trace;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which connection has which client id, over all event loops of this replica: the one concurrent place of the package.
 *
 * <p>A client that connects again takes over (statement MQTT-3.1.4-3 of MQTT 5, MQTT-3.1.4-2 of MQTT 3.1.1). A connection
 * on another replica is not known here; its publishes are acknowledged as they are stored, so nothing is lost by it.
 */
public final class ConnectionRegistry {
    private final ConcurrentMap<String, Owner> connections = new ConcurrentHashMap<>();

    /** Open connections by user name, while {@code max-connections-per-identity} is set. */
    private final ConcurrentMap<String, Integer> identities = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, WillDelivery> delayedWills = new ConcurrentHashMap<>();

    /** See {@link #unfinished}. */
    private final AtomicInteger unfinished = new AtomicInteger();

    private volatile boolean stopping;

    private record Owner(
            Connection connection,
            boolean cleanStart,
            @Nullable String username) {}

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
        Owner earlier = connections.get(clientId);
        int allowed = earlier != null && username.equals(earlier.username()) ? limit + 1 : limit;
        boolean[] reserved = new boolean[1];
        identities.compute(username, (name, count) -> {
            int open = count == null ? 0 : count;
            reserved[0] = open < allowed;
            return reserved[0] ? Integer.valueOf(open + 1) : count;
        });
        return reserved[0];
    }

    /** The connection now owns its client id; an earlier owner is told, and a will that still waits is decided. */
    void register(Session session, Connection connection) {
        unfinished.incrementAndGet();
        String clientId = session.origin().clientId();
        Owner earlier = connections.put(clientId, owner(session, connection));
        if (earlier != null) {
            Connection ended = earlier.connection();
            ended.loop().eventLoop().execute(ended::takenOver);
        }
        WillDelivery waiting = delayedWills.remove(clientId);
        if (waiting != null) {
            waiting.decide(session.cleanStart());
        }
    }

    /** The connection is gone; its will is published unless it said goodbye or the proxy itself ends it. */
    void leave(Session session, Connection connection, CloseReason reason) {
        try {
            if (session.will() != null && publishesWill(reason)) {
                leaveWill(session, session.will(), connection);
            }
        } finally {
            connections.remove(session.origin().clientId(), owner(session, connection));
            release(session.origin().username());
            unfinished.decrementAndGet();
        }
    }

    /** Shows the packets of this client's connection, if it has one here. */
    public void watch(Trace trace) {
        Owner owner = connections.get(trace.clientId());
        if (owner != null) {
            Connection connection = owner.connection();
            connection.loop().eventLoop().execute(() -> connection.trace().watch(trace));
        }
    }

    /**
     * Connections that were let in and have not ended, and wills that wait or are on their way. As long as there are any,
     * what was entrusted to the proxy is not settled.
     */
    public int unfinished() {
        return unfinished.get();
    }

    /** Publishes every will that still waits: the proxy is stopping and nobody else knows of them. */
    public void publishDelayedWills() {
        stopping = true;
        delayedWills.forEach((clientId, will) -> decide(clientId, will, true));
    }

    /**
     * Publishes the will, now or after its delay. No more of them wait than connections are allowed and memory is there: a
     * client id costs nothing, and a delay may be a century.
     */
    private void leaveWill(Session session, Will will, Connection connection) {
        unfinished.incrementAndGet();
        WillDelivery delivery = new WillDelivery(session, will, connection, unfinished::decrementAndGet);
        int maximum = connection.services().limits().connections().maxConnections();
        if (session.willDelaySeconds() == 0 || delayedWills.size() >= maximum || !delivery.mayWait()) {
            delivery.publish();
            return;
        }
        String clientId = session.origin().clientId();
        WillDelivery later = delayedWills.putIfAbsent(clientId, delivery);
        if (later != null) {
            // The client came back while this connection was ending, and has vanished again.
            delivery.decide(later.startedClean());
            return;
        }
        delivery.publishAfter(session.willDelaySeconds(), () -> delayedWills.remove(clientId, delivery));
        decideIfLate(clientId, delivery, connection);
    }

    /** The client may be back already, as when it takes over, and may not have seen the will. */
    private void decideIfLate(String clientId, WillDelivery delivery, Connection connection) {
        Owner owner = connections.get(clientId);
        if (owner != null && owner.connection() != connection) {
            decide(clientId, delivery, owner.cleanStart());
        } else if (stopping) {
            decide(clientId, delivery, true);
        }
    }

    private void decide(String clientId, WillDelivery delivery, boolean publish) {
        if (delayedWills.remove(clientId, delivery)) {
            delivery.decide(publish);
        }
    }

    /** Gives back what {@link #reserve} took, if it did. */
    private void release(@Nullable String username) {
        if (username != null) {
            identities.computeIfPresent(username, (name, count) -> count == 1 ? null : count - 1);
        }
    }

    private static Owner owner(Session session, Connection connection) {
        return new Owner(connection, session.cleanStart(), session.origin().username());
    }

    private static boolean publishesWill(CloseReason reason) {
        return reason != CloseReason.CLIENT_DISCONNECT && reason != CloseReason.SERVER_SHUTDOWN;
    }
}
