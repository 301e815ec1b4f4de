package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.Will;
import io.mqttproxy.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * One connection's turn with its client id. Turns of one client follow each other, perhaps on different event loops. The
 * will that one turn leaves goes to Kafka before anything that the client publishes in a later turn: otherwise a client
 * that is back would be taken for gone.
 *
 * <p>Two things make a turn hold up the next one: it is held up itself, or its own will may still come ({@link
 * Session#will} is there). When neither is the case any more, the next one is released, for good. A turn that is held up
 * offers nothing to Kafka, neither publishes nor its will.
 *
 * <pre>
 *                     connection ends                   the will has passed
 *  connection is open ───────────────► will is delivered ─────────────────► lingers ───────► over
 *                                      (if it leaves one)                   (if held up) released
 * </pre>
 *
 * <p>Both waits are bounded. A client's publish is held up for {@code stall-timeout} at most, and no more turns of one
 * event loop linger than {@link ConnectionLoop#linger} allows.
 *
 * <p>Everything runs on the event loop of the turn's connection, except for methods that say "from any thread".
 */
final class Turn {
    private final ConnectionServices services;
    private final Session session;
    private final ConnectionLoop loop;

    /** Whether this turn can ever hold up the next one. It is decided at the start, so that any thread may read it. */
    private final boolean mayHoldUpNext;

    /** By an earlier turn. */
    private boolean heldUp;

    /** {@code null} once it has ended. */
    private @Nullable Connection connection;

    /** {@code null} while the connection is open, and when there is no will to wait for any more. */
    private @Nullable WillDelivery delivery;

    /** Has taken over from this one and was not released yet. */
    private @Nullable Turn next;

    /** @param earlier the client's turn before this one, {@code null} if there is none or it is over */
    Turn(Session session, Connection connection, @Nullable Turn earlier) {
        this.services = connection.services();
        this.session = session;
        this.loop = connection.loop();
        this.connection = connection;
        this.heldUp = earlier != null && earlier.mayHoldUpNext;
        this.mayHoldUpNext = heldUp || session.will() != null;
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

    /** Whether the next turn has to wait until this one releases it; from any thread. */
    boolean mayHoldUpNext() {
        return mayHoldUpNext;
    }

    /** Whether anything of this turn may be offered to Kafka. */
    boolean mayPublish() {
        return !heldUp;
    }

    /** Shows the client's packets from now on; from any thread. */
    void watch(Trace trace) {
        loop.eventLoop().execute(() -> {
            if (connection != null) {
                connection.trace().watch(trace);
            }
        });
    }

    /** Publishes a will that waits for its client: the proxy is stopping and nobody else knows of it. From any thread. */
    void stop() {
        loop.eventLoop().execute(() -> {
            if (delivery != null) {
                delivery.proxyStops();
            }
        });
    }

    /** Ends the connection of the client's earlier turn, which releases this one sooner or later. */
    void takeOver(Turn earlier) {
        earlier.loop.eventLoop().execute(() -> earlier.takenOverBy(this));
    }

    private void takenOverBy(Turn later) {
        next = later;
        if (connection != null) {
            connection.takenOver();
        } else if (delivery != null) {
            delivery.clientIsBack(later.session.cleanStart());
        }
        releaseNext();
    }

    /**
     * No earlier turn holds this one up any longer: nothing of them can come any more, or the client has waited for long
     * enough. Both may happen; the second time nothing does.
     */
    void release() {
        if (!heldUp) {
            return;
        }
        heldUp = false;
        if (connection != null) {
            connection.mayPublish();
        } else if (delivery != null) {
            delivery.released();
        } else {
            loop.lingered();
        }
        releaseNext();
    }

    /** The connection has ended. Its will goes its way, unless it was taken back or the proxy itself ends the connection. */
    void left(CloseReason reason) {
        Will will = session.will();
        WillDelivery left = will == null || reason == CloseReason.SERVER_SHUTDOWN
                ? null
                : new WillDelivery(this, session, will, services, loop);
        connection = null;
        delivery = left;
        if (left == null) {
            services.registry().settled();
            linger();
        } else if (session.willDelaySeconds() == 0) {
            left.due();
        } else if (next == null) {
            left.delay(session.willDelaySeconds());
        } else {
            left.clientIsBack(next.session.cleanStart());
        }
    }

    /** What the client publishes next need not wait for this turn's will any longer. To be told so again does no harm. */
    void willHasPassed() {
        if (delivery != null) {
            delivery = null;
            linger();
        }
    }

    /**
     * All that is left to do is to hold up the next turn while this one is held up. Without a bound, a client that comes and
     * goes all the time would make a chain of turns until Kafka has the will of the first.
     */
    private void linger() {
        // Frees its memory, as it may take long.
        session.takeBackWill();
        if (heldUp && !loop.linger()) {
            heldUp = false;
        }
        releaseNext();
    }

    private void releaseNext() {
        if (heldUp || session.will() != null) {
            return;
        }
        services.registry().over(this);
        if (next != null) {
            next.loop.eventLoop().execute(next::release);
            next = null;
        }
    }
}
