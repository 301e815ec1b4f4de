package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.Will;
import io.mqttproxy.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * One connection's turn with its client id. Turns of one client follow each other: the will that one leaves goes to Kafka
 * before anything that the client publishes in the next, so that who is back is not taken for gone. A turn is over when
 * its connection has ended and its will, if there is one to publish, is in the hands of Kafka's producer, or lost.
 *
 * <p>All of it belongs to the connection's event loop, but for what says otherwise.
 */
final class Turn {
    private final ConnectionServices services;
    private final Session session;
    private final ConnectionLoop loop;

    private final boolean isWaitedFor;

    /** Null when it has ended. */
    private @Nullable Connection connection;

    private @Nullable WillDelivery delivery;
    private @Nullable Next next;
    private boolean earlierIsOver;
    private boolean willHasPassed;

    /** Whether it counts among those of its loop that are gone, and waits for no more than an earlier turn. */
    private boolean waits;

    private boolean over;

    /**
     * The turn that takes over.
     *
     * @param startsClean whether its client asked for a session without history
     * @param mayBegin told on this turn's event loop when nothing of this turn can come any more
     */
    private record Next(boolean startsClean, Runnable mayBegin) {}

    /** @param earlier the client's turn before this one, {@code null} if there is none or it is over */
    Turn(Session session, Connection connection, @Nullable Turn earlier) {
        this.services = connection.services();
        this.session = session;
        this.loop = connection.loop();
        this.connection = connection;
        this.earlierIsOver = earlier == null || !earlier.isWaitedFor;
        this.isWaitedFor = session.will() != null || !earlierIsOver;
    }

    /** Ends the earlier turn. What the client publishes meanwhile waits, if that one may leave a will. */
    void takeOver(Turn earlier) {
        Next takesOver = new Next(session.cleanStart(), () -> loop.eventLoop().execute(this::begin));
        earlier.loop.eventLoop().execute(() -> earlier.takenOverBy(takesOver));
    }

    /** Whether nothing of an earlier turn can come any more. */
    boolean mayPublish() {
        return earlierIsOver;
    }

    /** From any thread. */
    String clientId() {
        return session.origin().clientId();
    }

    /** From any thread. */
    @Nullable
    String username() {
        return session.origin().username();
    }

    /** Shows the client's packets from now on; from any thread. */
    void watch(Trace trace) {
        loop.eventLoop().execute(() -> {
            if (connection != null) {
                connection.trace().watch(trace);
            }
        });
    }

    /** Whether the next turn has to wait for the end of this one; from any thread. */
    boolean isWaitedFor() {
        return isWaitedFor;
    }

    /** The connection has ended. Its will is published, unless it was taken back or the proxy itself ends the connection. */
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

    /** Publishes a will that waits for its delay: the proxy is stopping and nobody else knows of it. From any thread. */
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
                // It may still have something to store, but nothing that says the client is gone.
                willHasPassed();
            }
        } else if (delivery != null && delivery.isDelayed()) {
            decide(delivery, later.startsClean());
        }
    }

    /** Whatever may still come of an earlier turn: nobody waits for it for more than {@code stall-timeout}. */
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

    /** The client is back: a session that goes on has no use for a will that has been delayed (statement MQTT-3.1.3-9). */
    private void decide(WillDelivery delayed, boolean publish) {
        if (publish) {
            publish(delayed);
        } else {
            delayed.takeBack();
        }
    }

    /** As soon as it is its turn. */
    private void publish(WillDelivery will) {
        will.due();
        if (earlierIsOver || !will.reserveRoom()) {
            will.publish();
        }
    }

    private void willHasPassed() {
        willHasPassed = true;
        // Later turns may keep this one for as long as an earlier one waits for Kafka.
        delivery = null;
        session.takeBackWill();
        waitForEarlier();
        passOn();
    }

    /** Without a bound, a client that comes and goes all the time would make a chain of turns until Kafka has the first. */
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
