package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;

/**
 * The connection will end, but what the client entrusted to it is settled first: on drain everything that is on its way is
 * stored and acknowledged; after a DISCONNECT or a lost connection what is parked is still offered to Kafka. Nothing more
 * is read.
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
        return new Closing(session, flow, reason, problem).unlessDone();
    }

    @Override
    public ConnectionState onSettled() {
        return unlessDone();
    }

    @Override
    public ConnectionState onTick(long nowNanos) {
        flow.expireParked(nowNanos);
        return unlessDone();
    }

    @Override
    public ConnectionState onInactive() {
        return unlessDone();
    }

    @Override
    public ConnectionState onTakenOver() {
        return this;
    }

    @Override
    public ConnectionState onDrain() {
        return this;
    }

    /** Cuts it short. The reason stays: a will that the client took back must not be published for another one. */
    @Override
    public Closed close(CloseReason laterReason, String laterProblem) {
        return Connected.closed(session, reason, laterProblem);
    }

    private ConnectionState unlessDone() {
        // Nobody who is gone can be acknowledged, but what is parked may still be stored.
        boolean acknowledges = reason == CloseReason.SERVER_SHUTDOWN
                && flow.connection().peer().isConnected();
        boolean done = acknowledges ? flow.isIdle() : flow.parked().isEmpty();
        return done || flow.ending() != null ? close(reason, problem) : this;
    }
}
