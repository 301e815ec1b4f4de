package io.mqttproxy.connection;

import io.mqttproxy.connection.WillMemory.Room;
import io.mqttproxy.mqtt.Will;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The will that a connection has left (MQTT 5.0 section 3.1.2.5): whether it is published, and when. It waits for its
 * client, if it has a delay, and then for earlier turns; after that a {@link WillDelivery} brings it to Kafka.
 *
 * <pre>
 *                 the delay is over, the client starts clean,
 *                 or the proxy stops                                turn released
 *  AWAITS_CLIENT ─────────────────────────────► AWAITS_EARLIER_TURNS ───────────► DECIDED: published
 *        │
 *        └─ the client goes on with its session ────────────────────────────────► DECIDED: taken back
 * </pre>
 *
 * <p>A will that waits takes room in {@link WillMemory}; one that finds none goes on at once. All of it runs on the event
 * loop of the connection that is gone.
 */
final class LeftWill {
    private final Turn turn;
    private final WillPublications publications;
    private final ConnectionLoop loop;
    private final Room room;
    private Stage stage = Stage.AWAITS_CLIENT;
    private long dueNanos;
    private @Nullable ScheduledFuture<?> delay;

    private enum Stage {
        AWAITS_CLIENT,
        AWAITS_EARLIER_TURNS,
        DECIDED
    }

    LeftWill(Turn turn, Session session, Will will, ConnectionServices services, ConnectionLoop loop) {
        this.turn = turn;
        this.publications = new WillPublications(session, will, services);
        this.loop = loop;
        this.room = loop.willMemory().roomFor(session.willBytes());
    }

    /** The client has this time to come back, unless the proxy is stopping: then nobody would be there to publish it. */
    void delay(long seconds) {
        if (publications.services().registry().isStopping() || !room.take()) {
            due();
        } else {
            delay = loop.eventLoop().schedule(this::due, seconds, TimeUnit.SECONDS);
        }
    }

    /** A session that goes on has no use for a will that is not due yet (statement MQTT-3.1.3-9). */
    void clientIsBack(boolean startsClean) {
        if (stage == Stage.AWAITS_CLIENT && startsClean) {
            due();
        } else if (stage == Stage.AWAITS_CLIENT) {
            takeBack();
        }
    }

    void proxyStops() {
        if (stage == Stage.AWAITS_CLIENT) {
            due();
        }
    }

    /** It is to be published: from now on {@code stall-timeout} runs. */
    void due() {
        stage = Stage.AWAITS_EARLIER_TURNS;
        dueNanos = loop.nanoTime();
        cancelDelay();
        if (turn.mayPublish() || !room.take()) {
            publish();
        }
    }

    /** No earlier turn holds it up any longer. */
    void released() {
        if (stage == Stage.AWAITS_EARLIER_TURNS) {
            publish();
        }
    }

    private void publish() {
        stage = Stage.DECIDED;
        new WillDelivery(turn, publications, loop, room, dueNanos).begin();
    }

    private void takeBack() {
        stage = Stage.DECIDED;
        cancelDelay();
        room.giveBack();
        publications.services().registry().settled();
        turn.willHasPassed();
    }

    private void cancelDelay() {
        if (delay != null) {
            delay.cancel(false);
        }
    }
}
