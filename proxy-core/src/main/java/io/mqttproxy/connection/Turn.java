package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.Will;
import io.mqttproxy.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * One connection's turn with its client id. Turns of one client follow each other, perhaps on different event loops. The
 * will that one of them leaves goes to Kafka before anything that the client publishes in a later one; otherwise a client
 * that is back would be taken for gone.
 *
 * <p>A turn holds up the next one while it is held up itself, or while its own will may still come: as long as {@link
 * Session#will} is not null. A turn that is held up offers nothing to Kafka, neither publishes nor a will.
 *
 * <pre>
 *            the connection                 the will has passed:              an earlier turn
 *            ends                           taken, lost or taken back         releases it
 *  connected ──────────────► has left a will ────────────────────────► lingers ──────────────► over
 * </pre>
 *
 * <p>A turn without a will goes on from "connected" to the third step, and one that is not held up does not linger.
 *
 * <p>Every wait is bounded: a publish is held up for {@code stall-timeout} at most, a will by the room there is for wills,
 * and no more turns linger than {@link ConnectionLoop#linger} allows. What must not wait any longer goes out of turn.
 *
 * <p>All of it runs on the event loop of the turn's connection, except for what says "from any thread".
 */
final class Turn {
    private final ConnectionServices services;
    private final Session session;
    private final ConnectionLoop loop;

    /** Whether this turn can ever hold up the next one. It is decided at the start, so that any thread may read it. */
    private final boolean mayHoldUpNext;

    /** By an earlier turn; never again once it is released. */
    private boolean heldUp;

    /** {@code null} once it has ended. */
    private @Nullable Connection connection;

    /** {@code null} until the connection has ended, and again when the will has passed. */
    private @Nullable LeftWill leftWill;

    /** Has taken over, and is yet to be released. */
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

    /** Publishes a will that waits for its client: the proxy is stopping, and nobody else knows of it. From any thread. */
    void stop() {
        loop.eventLoop().execute(() -> {
            if (leftWill != null) {
                leftWill.proxyStops();
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
        } else if (leftWill != null) {
            leftWill.clientIsBack(later.session.cleanStart());
        }
        releaseNext();
    }

    /**
     * No earlier turn holds this one up any longer: nothing of theirs can come any more, or a publish of this turn has
     * waited for {@code stall-timeout}. Both may be told, in any order; only the first counts.
     */
    void release() {
        if (!heldUp) {
            return;
        }
        heldUp = false;
        if (connection != null) {
            connection.mayPublish();
        } else if (leftWill != null) {
            leftWill.released();
        } else {
            loop.lingered();
        }
        releaseNext();
    }

    /** The connection has ended. It leaves its will, unless that was taken back or the proxy itself ends the connection. */
    void left(CloseReason reason) {
        Will will = session.will();
        LeftWill leaves = will == null || reason == CloseReason.SERVER_SHUTDOWN
                ? null
                : new LeftWill(this, session, will, services, loop);
        connection = null;
        leftWill = leaves;
        if (leaves == null) {
            services.registry().settled();
            linger();
        } else if (session.willDelaySeconds() == 0) {
            leaves.due();
        } else if (next == null) {
            leaves.delay(session.willDelaySeconds());
        } else {
            leaves.clientIsBack(next.session.cleanStart());
        }
    }

    /** What the client publishes next need not wait for the will any longer. May be told again; only the first counts. */
    void willHasPassed() {
        if (leftWill != null) {
            leftWill = null;
            linger();
        }
    }

    /**
     * Nothing of this turn itself can come any more, but it holds up the next one while it is held up. Without a bound, a
     * client that comes and goes all the time would make a chain of turns until Kafka has the will of the first.
     */
    private void linger() {
        // Also frees its memory, as this may last.
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
