package io.mqttproxy.connection;

import io.mqttproxy.mqtt.Will;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink.Offer;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The will of one client that vanished (MQTT 5.0 section 3.1.2.5), from the end of the connection until it is stored or
 * lost. It waits for three things, one after the other:
 *
 * <pre>
 * for its client ──────────────────► for earlier turns ────────► for Kafka, until stall-timeout
 *      │  delay over, started clean,          released           since it was due has passed
 *      │  the proxy stops
 *      └─► taken back: the client goes on with its session
 * </pre>
 *
 * <p>Nobody waits for an acknowledgement, and nobody would send it again. That is why it is offered to Kafka more than
 * once. What waits takes room in {@link WillMemory}. Without room it does not wait: it is published at once, and lost if
 * Kafka cannot take it.
 *
 * <p>Everything runs on the event loop of the connection that is gone, except for {@link #onOutcome}. Two are told how it
 * went: the {@link Turn}, on this loop, that nobody is held up by it any longer; the {@link ConnectionRegistry}, exactly
 * once and on any thread, that it is stored, lost or taken back.
 */
final class WillDelivery implements StalledPublishes.Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(WillDelivery.class);

    /** By then Kafka has told of a topic that it has. */
    private static final long COLD_TOPIC_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Turn turn;
    private final Session session;
    private final ConnectionServices services;
    private final ConnectionLoop loop;
    private final WillPublications publications;
    private final int bytes;
    private Stage stage = Stage.AWAITS_CLIENT;
    private long dueNanos;
    private boolean hasRoom;

    /** Of the delay first, later of {@code stall-timeout}. */
    private @Nullable ScheduledFuture<?> timer;

    /** What waits for Kafka. */
    private @Nullable Publication stalled;

    private Offer refusal = Offer.BACK_PRESSURED;

    private enum Stage {
        AWAITS_CLIENT,
        AWAITS_EARLIER_TURNS,
        /** Offered, or taken back. */
        DECIDED
    }

    WillDelivery(Turn turn, Session session, Will will, ConnectionServices services, ConnectionLoop loop) {
        this.turn = turn;
        this.session = session;
        this.services = services;
        this.loop = loop;
        this.publications = new WillPublications(session, will, services);
        this.bytes = session.willBytes();
    }

    // Whether and when it is published.

    /** Its client may come back within this time. */
    void delay(long seconds) {
        if (services.registry().isStopping() || !reserveRoom()) {
            due();
        } else {
            timer = loop.eventLoop().schedule(this::due, seconds, TimeUnit.SECONDS);
        }
    }

    /** A session that goes on has no use for a will that has been delayed (statement MQTT-3.1.3-9). */
    void clientIsBack(boolean startsClean) {
        if (stage == Stage.AWAITS_CLIENT && startsClean) {
            due();
        } else if (stage == Stage.AWAITS_CLIENT) {
            stage = Stage.DECIDED;
            end(false);
        }
    }

    /** Nobody would be there to publish it later. */
    void proxyStops() {
        if (stage == Stage.AWAITS_CLIENT) {
            due();
        }
    }

    /** The client has not come back in time: from now on {@code stall-timeout} runs. */
    void due() {
        stage = Stage.AWAITS_EARLIER_TURNS;
        dueNanos = loop.nanoTime();
        cancelTimer();
        if (turn.mayPublish() || !reserveRoom()) {
            publish();
        }
    }

    /** Its turn is not held up any longer. */
    void released() {
        if (stage == Stage.AWAITS_EARLIER_TURNS) {
            publish();
        }
    }

    private void publish() {
        stage = Stage.DECIDED;
        offer(publications::first);
    }

    // How it gets to Kafka.

    /** Offers what was not offered before. If Kafka's producer cannot take it, it is tried again until it is given up. */
    private void offer(Supplier<@Nullable Publication> publication) {
        if (!attempt(publication)) {
            long left = services.delivery().stallTimeout().toNanos() - (loop.nanoTime() - dueNanos);
            timer = loop.eventLoop().schedule(this::giveUp, left, TimeUnit.NANOSECONDS);
            loop.stalled().add(this);
        }
    }

    @Override
    public boolean tryAgain() {
        return attempt(() -> stalled);
    }

    @Override
    public String topic() {
        return stalled == null ? "" : stalled.destination().kafkaTopic();
    }

    @Override
    public Offer refusal() {
        return refusal;
    }

    @Override
    public void refused(Offer why) {
        refusal = why;
    }

    /** Returns whether it need not wait. Whatever ends it, a defect and the lack of memory included, gives back its room. */
    private boolean attempt(Supplier<@Nullable Publication> next) {
        boolean taken = false;
        boolean waits = false;
        try {
            Publication publication = next.get();
            taken = publication != null && take(publication);
            waits = publication != null && !taken && stall(publication);
        } catch (RuntimeException | OutOfMemoryError e) {
            // It may be what its connection has just ended for; whoever ended it has others to look after.
            LOG.error("{}: unexpected failure, its will is lost", session.origin(), e);
        } finally {
            if (!waits) {
                end(taken);
            }
        }
        return !waits;
    }

    /** Returns whether Kafka's producer has it now; what comes of it is told later. */
    private boolean take(Publication publication) {
        refusal = services.sink().offer(publication, outcome -> onOutcome(publication, outcome));
        return refusal == Offer.ACCEPTED;
    }

    /** Makes it wait for Kafka. Returns whether there is room to: otherwise the will is lost. */
    private boolean stall(Publication publication) {
        if (!reserveRoom()) {
            lose();
            return false;
        }
        stalled = publication;
        if (refusal.concernsTopic() && loop.nanoTime() - dueNanos > COLD_TOPIC_NANOS) {
            // What the client publishes to other topics must not wait for this one.
            turn.willHasPassed();
        }
        return true;
    }

    /** It has waited for {@code stall-timeout}. */
    private void giveUp() {
        loop.stalled().remove(this);
        lose();
        end(false);
    }

    private void lose() {
        services.metrics().lost(Objects.requireNonNullElse(refusal.reason(), FailureReason.STALLED));
    }

    /** It waits for nothing any more. If Kafka's producer has taken it, its outcome is still to come. */
    private void end(boolean taken) {
        cancelTimer();
        giveBackRoom();
        if (!taken) {
            services.registry().settled();
        }
        turn.willHasPassed();
    }

    /** Usually on Kafka's thread, or on the loop while it is still being offered. */
    private void onOutcome(Publication publication, PublishOutcome outcome) {
        if (!(outcome instanceof PublishOutcome.Failed failed)) {
            services.registry().settled();
        } else if (!replace(publication, failed.reason())) {
            services.metrics().lost(failed.reason());
            services.registry().settled();
        }
    }

    private boolean replace(Publication failed, FailureReason reason) {
        if (!WillPublications.mayReplace(failed, reason) || loop.eventLoop().isShuttingDown()) {
            return false;
        }
        try {
            loop.eventLoop().execute(() -> offer(() -> publications.replacement(failed, reason)));
            return true;
        } catch (OutOfMemoryError e) {
            // It would end Kafka's thread.
            LOG.warn("{}: no memory to offer its will again: {}", session.origin(), e.toString());
            return false;
        }
    }

    // What it holds while it waits.

    /** Returns whether there is memory to wait in, for whichever of the three. */
    private boolean reserveRoom() {
        hasRoom = hasRoom || loop.willMemory().take(bytes);
        return hasRoom;
    }

    private void giveBackRoom() {
        if (hasRoom) {
            hasRoom = false;
            loop.willMemory().release(bytes);
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
