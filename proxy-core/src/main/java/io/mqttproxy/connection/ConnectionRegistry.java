package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which connection has which client id, over all event loops of this replica: the one concurrent place of the package.
 *
 * <p>A client that connects again takes over (statement MQTT-3.1.4-3 of MQTT 5, MQTT-3.1.4-2 of MQTT 3.1.1). A connection
 * on another replica is not known here; its publishes are acknowledged as they are stored, so nothing is lost by it.
 */
public final class ConnectionRegistry {
    private final ConcurrentMap<String, Connection> connections = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, WillDelivery> delayedWills = new ConcurrentHashMap<>();

    /** The connection now owns its client id; an earlier owner is told, and a will that still waits is decided. */
    void register(Session session, Connection connection) {
        String clientId = session.origin().clientId();
        Connection earlier = connections.put(clientId, connection);
        if (earlier != null) {
            earlier.loop().eventLoop().execute(earlier::takenOver);
        }
        WillDelivery waiting = delayedWills.remove(clientId);
        if (waiting != null) {
            waiting.decide(session.cleanStart());
        }
    }

    /** The connection is gone; its will is published unless it said goodbye or the proxy itself ends it. */
    void leave(Session session, Connection connection, CloseReason reason) {
        connections.remove(session.origin().clientId(), connection);
        if (session.will() != null && publishesWill(reason)) {
            WillDelivery.begin(session, session.will(), connection, delayedWills);
        }
    }

    /** Open connections that were let in. */
    public int size() {
        return connections.size();
    }

    /** Publishes every will that still waits: the proxy is stopping and nobody else knows of them. */
    public void publishDelayedWills() {
        delayedWills.values().forEach(will -> will.decide(true));
        delayedWills.clear();
    }

    private static boolean publishesWill(CloseReason reason) {
        return reason != CloseReason.CLIENT_DISCONNECT && reason != CloseReason.SERVER_SHUTDOWN;
    }
}
