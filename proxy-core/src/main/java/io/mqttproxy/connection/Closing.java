package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;

/**
 * The connection is about to end, but its messages are settled first. During a drain, all publishes in
 * flight are stored and acknowledged. After a DISCONNECT or a lost connection, parked publishes are
 * still offered to Kafka. Nothing more is read.
 */
final class Closing implements ConnectionState {
    private final Session session;
    private final PublishFlow flow;
    private final CloseReason reason;
    private final String problem;

    private Closing(Session session, PublishFlow flow, CloseReason reason, String problem) {
        this.session = session;
        this.flow = flow;
        this.reason = reason;
        this.problem = problem;
    }

    static ConnectionState begin(
            Connection connection, Session session, PublishFlow flow, CloseReason reason, String problem) {
        connection.gate().close();
        return new Closing(session, flow, reason, problem).closeIfDone();
    }

    @Override
    public ConnectionState onSettled() {
        return closeIfDone();
    }

    @Override
    public ConnectionState onTick(long nowNanos) {
        flow.expireParked(nowNanos);
        return closeIfDone();
    }

    @Override
    public ConnectionState onInactive() {
        return closeIfDone();
    }

    @Override
    public ConnectionState onTakenOver() {
        return this;
    }

    @Override
    public ConnectionState onDrain() {
        return this;
    }

    /**
     * Ends the connection at once. Keeps the original reason: it decides about the will, and a will
     * that the client has taken back must not be published because of a later event.
     */
    @Override
    public Closed close(CloseReason laterReason, String laterProblem) {
        return Connected.closed(session, reason, laterProblem);
    }

    private ConnectionState closeIfDone() {
        // A client that is gone cannot be acknowledged, but its parked publishes may still be stored.
        boolean acknowledges = reason == CloseReason.SERVER_SHUTDOWN
                && flow.connection().peer().isConnected();
        boolean done = acknowledges ? flow.isIdle() : flow.parked().isEmpty();
        return done || flow.ending() != null ? close(reason, problem) : this;
    }
}
