package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.InboundPacket;
import io.mqttproxy.mqtt.PacketDecoder;
import io.mqttproxy.security.AuthenticationResult;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection. All methods run on the connection's event loop. Other threads reach it only
 * through {@link ConnectionLoop#put} and tasks for the event loop.
 *
 * <p>Events go to the current {@link ConnectionState}, and only this class assigns the next state.
 * Each event ends with {@link #endOfEvent}, which writes acknowledgements, applies the read gate and
 * flushes once.
 *
 * <p>The order rule: a state's method never leads to {@link #endOfEvent}. That delivers packets that
 * were held, so the state would get the next event in the middle of this one. Whatever ends an event is
 * called from this class or from the event loop, never by a state or by what a state uses.
 */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final ChannelHandlerContext context;
    private final ConnectionServices services;
    private final ConnectionLoop loop;
    private final RemotePeer peer;
    private final ReadGate gate;
    private final ReceivedBytes received;
    private ConnectionState state;
    private @Nullable Session session;
    private @Nullable PublishFlow flow;
    private @Nullable Turn turn;
    private int indexInLoop;
    private boolean flushNeeded;

    private boolean inEndOfEvent;

    /** {@link #endOfEvent} was called while it was running, and has to go round once more. */
    private boolean endAgain;

    /** The socket is gone, and the loop counts this connection among those that still have something to store. */
    private boolean lingers;

    Connection(
            ChannelHandlerContext context,
            PacketDecoder decoder,
            ConnectionServices services,
            ConnectionLoop loop,
            RemotePeer peer) {
        this.context = context;
        this.services = services;
        this.loop = loop;
        this.peer = peer;
        this.gate = new ReadGate(context.channel(), decoder, loop.counters());
        this.received = new ReceivedBytes(loop.receiveMemory(), context.pipeline(), gate);
        this.state = new AwaitingConnect(this, loop.nanoTime());
        loop.add(this);
    }

    // Events.

    void onPacket(InboundPacket packet) {
        packetReceived();
        next(state, packet.deliverTo(state));
    }

    /** The authenticator has answered; the result is {@code null} if it failed. */
    void authenticated(@Nullable AuthenticationResult result, @Nullable Throwable failure) {
        if (result == null) {
            broken(failure == null ? new IllegalStateException("no answer of the authenticator") : failure);
            return;
        }
        ConnectionLoop.isolated(this, connection -> {
            next(state, state.onAuthenticated(result));
            endOfEvent();
        });
    }

    void takenOver() {
        next(state, state.onTakenOver());
        endOfEvent();
    }

    /**
     * Ends the connection once its publishes in flight are stored, because the proxy is stopping.
     * Returns whether this changed the state.
     */
    boolean drain() {
        ConnectionState before = state;
        next(state, state.onDrain());
        endOfEvent();
        return state != before;
    }

    /** Ends the connection at once, because the proxy is stopping. */
    void stop() {
        next(state, state.close(CloseReason.SERVER_SHUTDOWN, "the proxy is stopping"));
        endOfEvent();
    }

    void inactive() {
        next(state, state.onInactive());
        if (!(state instanceof Closed)) {
            lingers = loop.linger();
            if (!lingers) {
                failed(CloseReason.CLIENT_GONE, "too many clients have left something to store");
            }
        }
    }

    /** Ends the connection, because the transport has failed. */
    void failed(CloseReason reason, String problem) {
        next(state, state.close(reason, problem));
    }

    /** Ends this connection, and no other, because of a defect of the proxy. */
    void broken(Throwable defect) {
        LOG.error("{}: closing the connection because of an unexpected error in the proxy", this, defect);
        failed(CloseReason.INTERNAL_ERROR, defect.getClass().getSimpleName());
    }

    void tick(long nowNanos) {
        if (gate.isUnwritableLongerThan(services.delivery().stallTimeout(), nowNanos)) {
            next(state, state.close(CloseReason.ACKS_UNREAD, "the client does not read what it is sent"));
        } else if (received.areTooMany()) {
            endForMemory();
        } else {
            beginTurnIfHeldUp(nowNanos);
            next(state, state.onTick(nowNanos));
        }
        endOfEvent();
    }

    /**
     * Stops waiting for the client's earlier turn once that has taken too long. This ends an event
     * of its own, so it comes before the state hears of the time.
     */
    private void beginTurnIfHeldUp(long nowNanos) {
        if (flow != null && turn != null && flow.handOver().isHeldUp(nowNanos)) {
            turn.release();
        }
    }

    void writabilityChanged() {
        if (gate.writabilityChanged(loop.nanoTime())) {
            endOfEvent();
        }
    }

    /**
     * All outcomes of a batch have been received, or no publish is parked any longer. The state may end
     * the connection, so acknowledgements come first. Held packets are delivered, and may be parked again.
     */
    void progressed() {
        writeAcks();
        next(state, state.onSettled());
        endOfEvent();
    }

    /** No earlier turn of the client holds this one up any longer. */
    void mayPublish() {
        if (flow != null) {
            flow.handOver().begin();
        }
    }

    /** The last step of every event, and the only place that flushes. */
    void endOfEvent() {
        endAgain = true;
        if (inEndOfEvent) {
            // Re-entered from the flush below, which has made the channel writable again.
            return;
        }
        inEndOfEvent = true;
        try {
            while (endAgain) {
                endAgain = false;
                writeAcks();
                while (gate.apply()) {
                    packetReceived();
                    // Packets that had been held back may now have been answered.
                    writeAcks();
                }
                flush();
            }
        } finally {
            inEndOfEvent = false;
            loop.eventClock().endOfEvent();
        }
        countReceived();
    }

    private void countReceived() {
        if (!(state instanceof Closed) && received.count(session, flow)) {
            endForMemory();
        }
    }

    /**
     * Closes a connection that holds much memory, so that neither its neighbours nor Kafka's client
     * run out.
     */
    private void endForMemory() {
        next(state, state.close(CloseReason.RECEIVE_MEMORY_EXCEEDED, "receive-memory is used up"));
    }

    private void flush() {
        if (flushNeeded) {
            flushNeeded = false;
            context.flush();
        }
    }

    // Used by the states.

    ConnectionServices services() {
        return services;
    }

    ConnectionLoop loop() {
        return loop;
    }

    RemotePeer peer() {
        return peer;
    }

    ReadGate gate() {
        return gate;
    }

    ReceivedBytes received() {
        return received;
    }

    ConnectionTrace trace() {
        return new ConnectionTrace(context, peer, services.traces());
    }

    ByteBuf allocate(int bytes) {
        return context.alloc().ioBuffer(bytes);
    }

    /**
     * Writes one packet, to be flushed at the end of the event. Ignores {@code null}: an answer too
     * large for the client.
     */
    void write(@Nullable Object packet) {
        if (packet != null) {
            context.write(packet, context.voidPromise());
            flushNeeded = true;
        }
    }

    /** Lets the client in: from now on this is the connection of its client id. */
    PublishFlow enter(Session entered) {
        session = entered;
        Turn begun = services.registry().begin(entered, this);
        turn = begun;
        received.keepOfConnect(entered.willBytes());
        PublishFlow entry = new PublishFlow(this, entered, services, gate, begun);
        flow = entry;
        services.metrics().connectionOpened(peer.listener(), entered.version());
        trace().entered(entered.origin());
        LOG.debug("{} connected from {}, MQTT {}", entered.origin(), peer.address(), entered.version());
        return entry;
    }

    int indexInLoop() {
        return indexInLoop;
    }

    void indexInLoop(int index) {
        indexInLoop = index;
    }

    @Override
    public String toString() {
        return session == null
                ? "connection from " + peer.address()
                : session.origin().toString();
    }

    /**
     * Applies the result of an event. A result is ignored if the state has changed within the event,
     * for example because an answer could not be written.
     */
    @SuppressWarnings("ReferenceEquality") // states are compared by identity
    private void next(ConnectionState before, ConnectionState after) {
        if (state != before || after == before) {
            return;
        }
        state = after;
        if (after instanceof Closed closed) {
            end(closed);
        }
    }

    private void packetReceived() {
        if (session != null) {
            session.keepAlive().packetReceived(loop.eventClock().nanos());
        }
    }

    private void writeAcks() {
        if (flow != null && !(state instanceof Closed)) {
            write(flow.takeAcks(context.alloc()));
        }
    }

    /** The only way to end a connection. */
    private void end(Closed closed) {
        try {
            close(closed);
        } finally {
            // Always, because the client may have reconnected already; last, because a will passes
            // through the operator's rules.
            if (session != null && turn != null) {
                services.registry().leave(turn, closed.reason());
                session.forgetPublishes();
            }
        }
    }

    private void close(Closed closed) {
        services.metrics().disconnected(closed.reason());
        LOG.debug("{} closed: {} ({})", this, closed.reason().text(), closed.problem());
        gate.end();
        received.release();
        loop.remove(this);
        if (lingers) {
            loop.lingered();
        }
        if (session != null && flow != null) {
            flow.handOver().abandon();
            services.metrics().connectionClosed(peer.listener(), session.version());
        }
        flush();
        Farewell.close(context, closed, gate);
    }
}
