package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.Will;
import io.mqttproxy.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * One connection's turn with its client id. The turns of one client follow each other: a will left by
 * one turn reaches Kafka before anything that the client publishes in the next turn, so that consumers
 * do not mistake a client that is back for one that is gone. A turn is over when its connection has
 * ended and its will, if there is one to publish, has been accepted by Kafka's producer or is lost.
 *
 * <p>All methods run on the connection's event loop, except where noted.
 */
final class Turn {
    private final ConnectionServices services;
    private final Session session;
    private final ConnectionLoop loop;

    private final boolean isWaitedFor;

    /** {@code null} once the connection has ended. */
    private @Nullable Connection connection;

    private @Nullable WillDelivery delivery;
    private @Nullable Next next;
    private boolean earlierIsOver;
    private boolean willHasPassed;

    /**
     * Whether only an earlier turn keeps this one from being over; counted by {@link
     * ConnectionLoop#linger}.
     */
    private boolean waits;

    private boolean over;

    /**
     * The turn that takes over.
     *
     * @param startsClean whether its client asked for a clean session or clean start
     * @param mayBegin called on this turn's event loop when nothing of this turn remains to be stored
     */
    private record Next(boolean startsClean, Runnable mayBegin) {}

    /** @param earlier the client's previous turn, {@code null} if there is none or it is over */
    Turn(Session session, Connection connection, @Nullable Turn earlier) {
        this.services = connection.services();
        this.session = session;
        this.loop = connection.loop();
        this.connection = connection;
        this.earlierIsOver = earlier == null || !earlier.isWaitedFor;
        this.isWaitedFor = session.will() != null || !earlierIsOver;
    }

    /**
     * Ends the connection of the earlier turn. If that turn may leave a will, publishes of this one
     * wait for it.
     */
    void takeOver(Turn earlier) {
        Next takesOver = new Next(session.cleanStart(), () -> loop.eventLoop().execute(this::begin));
        earlier.loop.eventLoop().execute(() -> earlier.takenOverBy(takesOver));
    }

    /** Whether nothing of an earlier turn remains to be stored first. */
    boolean mayPublish() {
        return earlierIsOver;
    }

    /** Callable from any thread. */
    String clientId() {
        return session.origin().clientId();
    }

    /** Callable from any thread. */
    @Nullable
    String username() {
        return session.origin().username();
    }

    /** Attaches a trace to the connection. Callable from any thread. */
    void watch(Trace trace) {
        loop.eventLoop().execute(() -> {
            if (connection != null) {
                connection.trace().watch(trace);
            }
        });
    }

    /** Whether the next turn must wait for the end of this one. Callable from any thread. */
    boolean isWaitedFor() {
        return isWaitedFor;
    }

    /**
     * The connection has ended. Its will is published, unless the client took it back or the proxy
     * itself ended the connection.
     */
    void left(CloseReason reason) {
        connection = null;
        Will will = session.will();
        if (will == null || reason == CloseReason.SERVER_SHUTDOWN) {
            services.registry().settled();
            willHasPassed();
            return;
        }
        WillDelivery left =
                new WillDelivery(session, will, services, loop, this::willHasPassed, services.registry()::settled);
        delivery = left;
        if (session.willDelaySeconds() > 0 && next != null) {
            decide(left, next.startsClean());
        } else if (session.willDelaySeconds() > 0 && !services.registry().isStopping() && left.reserveRoom()) {
            left.delay(session.willDelaySeconds(), () -> publish(left));
        } else {
            publish(left);
        }
    }

    /**
     * Publishes a delayed will, because the proxy is stopping and no other replica knows of it.
     * Callable from any thread.
     */
    void stop() {
        loop.eventLoop().execute(() -> {
            if (delivery != null && delivery.isDelayed()) {
                publish(delivery);
            }
        });
    }

    private void takenOverBy(Next later) {
        if (over) {
            later.mayBegin().run();
            return;
        }
        next = later;
        if (connection != null) {
            connection.takenOver();
            if (session.will() == null) {
                // It may still have publishes to store, but no will, so the next turn need not wait.
                willHasPassed();
            }
        } else if (delivery != null && delivery.isDelayed()) {
            decide(delivery, later.startsClean());
        }
    }

    /**
     * The earlier turn is over, or has been waited for as long as {@code stall-timeout}: publishes
     * what has waited for it.
     */
    void begin() {
        earlierIsOver = true;
        if (connection != null) {
            connection.mayPublish();
        }
        if (delivery != null && delivery.isDue()) {
            delivery.publish();
        }
        passOn();
    }

    /** The client is back. If its session continues, a delayed will is not published [MQTT-3.1.3-9]. */
    private void decide(WillDelivery delayed, boolean publish) {
        if (publish) {
            publish(delayed);
        } else {
            delayed.takeBack();
        }
    }

    /** Publishes the will, as soon as the earlier turn is over. */
    private void publish(WillDelivery will) {
        will.due();
        if (earlierIsOver || !will.reserveRoom()) {
            will.publish();
        }
    }

    private void willHasPassed() {
        willHasPassed = true;
        // Frees memory: later turns may reference this one for as long as an earlier one waits for
        // Kafka.
        delivery = null;
        session.takeBackWill();
        waitForEarlier();
        passOn();
    }

    /**
     * Bounds the number of turns that wait for an earlier one: a client that reconnects all the time
     * would otherwise build up a chain of turns while Kafka is unreachable.
     */
    private void waitForEarlier() {
        if (connection == null && !earlierIsOver && !waits) {
            waits = loop.linger();
            earlierIsOver = !waits;
        }
    }

    private void passOn() {
        if (over || !earlierIsOver || !willHasPassed) {
            return;
        }
        over = true;
        if (waits) {
            loop.lingered();
        }
        services.registry().over(this);
        if (next != null) {
            next.mayBegin().run();
            next = null;
        }
    }
}
