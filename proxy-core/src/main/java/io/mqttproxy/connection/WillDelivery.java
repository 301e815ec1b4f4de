package io.mqttproxy.connection;

import io.mqttproxy.mqtt.Will;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink.Offer;
import io.mqttproxy.publish.Routing;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery of one will (MQTT 5.0 section 3.1.2.5), through the same rules and sink as a PUBLISH.
 * Nobody would send a will again, so while Kafka cannot accept it, it is offered until {@code
 * stall-timeout} has passed. Runs on the event loop of the ended connection, except for {@link
 * #onOutcome}.
 */
final class WillDelivery implements StalledPublishes.Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(WillDelivery.class);

    /** After this time, Kafka has announced the metadata of any topic that exists. */
    private static final long COLD_TOPIC_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Session session;
    private final Will will;
    private final int bytes;
    private final ConnectionServices services;
    private final ConnectionLoop loop;
    private final Runnable passed;
    private final Runnable settled;
    private Stage stage = Stage.DUE;
    private long dueNanos;
    private boolean hasRoom;
    private @Nullable ScheduledFuture<?> timer;

    /** The publication that waits for Kafka. */
    private @Nullable Publication stalled;

    private Offer refusal = Offer.BACK_PRESSURED;

    private enum Stage {
        /** The client may still reconnect before the will is due. */
        DELAYED,
        DUE,
        /** The will was offered, or taken back. */
        DECIDED
    }

    /**
     * @param passed called when publishes of the client need no longer wait for the will; possibly
     *     more than once
     * @param settled called once, on any thread, when the will is stored, lost or taken back
     */
    WillDelivery(
            Session session,
            Will will,
            ConnectionServices services,
            ConnectionLoop loop,
            Runnable passed,
            Runnable settled) {
        this.session = session;
        this.will = will;
        this.bytes = session.willBytes();
        this.services = services;
        this.loop = loop;
        this.passed = passed;
        this.settled = settled;
    }

    /** Starts the will delay. */
    void delay(long seconds, Runnable then) {
        stage = Stage.DELAYED;
        timer = loop.eventLoop().schedule(then, seconds, TimeUnit.SECONDS);
    }

    boolean isDelayed() {
        return stage == Stage.DELAYED;
    }

    /** The will is to be published: {@code stall-timeout} begins now. */
    void due() {
        stage = Stage.DUE;
        dueNanos = loop.nanoTime();
        cancelTimer();
    }

    boolean isDue() {
        return stage == Stage.DUE;
    }

    /**
     * Reserves memory for waiting, be it for the will delay or for Kafka. Returns whether there was
     * enough.
     */
    boolean reserveRoom() {
        hasRoom = hasRoom || loop.willMemory().take(bytes);
        return hasRoom;
    }

    private void giveBackRoom() {
        if (hasRoom) {
            hasRoom = false;
            loop.willMemory().release(bytes);
        }
    }

    /** The client has reconnected in time: drops the will. */
    void takeBack() {
        stage = Stage.DECIDED;
        end(false);
    }

    /** Offers the will to Kafka's producer. Call once. */
    void publish() {
        stage = Stage.DECIDED;
        offer(() -> publication(session.route(will.topic(), will.qos(), will.retain())));
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

    @Override
    public boolean tryAgain() {
        return isDone(() -> stalled);
    }

    private void offer(Supplier<@Nullable Publication> next) {
        if (!isDone(next)) {
            long left = services.delivery().stallTimeout().toNanos() - (loop.nanoTime() - dueNanos);
            timer = loop.eventLoop().schedule(this::giveUp, left, TimeUnit.NANOSECONDS);
            loop.stalled().add(this);
        }
    }

    /**
     * Offers the publication. Returns whether the delivery need not wait. Whatever ends it, including
     * a defect or a lack of memory, releases its memory.
     */
    private boolean isDone(Supplier<@Nullable Publication> next) {
        boolean taken = false;
        boolean waits = false;
        try {
            Publication publication = next.get();
            taken = publication != null && isTaken(publication);
            waits = publication != null && !taken && waits(publication);
        } catch (RuntimeException | OutOfMemoryError e) {
            // Not thrown on: the caller has other connections to end, and the same failure may have
            // ended this one.
            LOG.error("{}: will lost because of an unexpected error in the proxy", session.origin(), e);
        } finally {
            if (!waits) {
                end(taken);
            }
        }
        return !waits;
    }

    /** Prepares to wait for Kafka. Without memory to wait in, the will is lost; returns false then. */
    private boolean waits(Publication publication) {
        if (!reserveRoom()) {
            lose();
            return false;
        }
        stalled = publication;
        if (refusal.concernsTopic() && loop.nanoTime() - dueNanos > COLD_TOPIC_NANOS) {
            // Publishes of the client to other topics must not wait for this topic.
            passed.run();
        }
        return true;
    }

    /** Called after {@code stall-timeout}: the will is lost. */
    private void giveUp() {
        loop.stalled().remove(this);
        lose();
        end(false);
    }

    private void lose() {
        services.metrics().lost(Objects.requireNonNullElse(refusal.reason(), FailureReason.STALLED));
    }

    private void end(boolean taken) {
        cancelTimer();
        giveBackRoom();
        if (!taken) {
            settled.run();
        }
        passed.run();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private boolean isTaken(Publication publication) {
        refusal = services.sink().offer(publication, outcome -> onOutcome(publication, outcome));
        return refusal == Offer.ACCEPTED;
    }

    /** Called on any thread. */
    private void onOutcome(Publication publication, PublishOutcome outcome) {
        if (!(outcome instanceof PublishOutcome.Failed failed)) {
            settled.run();
        } else if (!offeredAgain(publication, failed.reason())) {
            services.metrics().lost(failed.reason());
            settled.run();
        }
    }

    /** Offers the will again as a dead letter, or as an abridged one. */
    private boolean offeredAgain(Publication publication, FailureReason reason) {
        if (!reason.isPermanent() || publication.abridged() || loop.eventLoop().isShuttingDown()) {
            return false;
        }
        if (publication.rejected() == null) {
            return onLoop(() -> offer(() -> rejected(reason)));
        }
        return reason == FailureReason.RECORD_TOO_LARGE && onLoop(() -> offer(publication::asAbridged));
    }

    private boolean onLoop(Runnable task) {
        try {
            loop.eventLoop().execute(task);
            return true;
        } catch (OutOfMemoryError e) {
            // Thrown on, the error would end Kafka's I/O thread.
            LOG.warn("{}: will lost, no memory to offer it as a dead letter: {}", session.origin(), e.toString());
            return false;
        }
    }

    private @Nullable Publication publication(Routing routing) {
        PublishLog.routed(session.origin(), will, routing);
        if (routing instanceof Destination destination) {
            destination.use();
            return publication(destination, null);
        }
        return rejected(((Routing.Rejected) routing).reason());
    }

    /** Rejects the will, the device's own fault: it goes to the dead-letter topic if there is one. */
    private @Nullable Publication rejected(FailureReason reason) {
        services.metrics().rejected(reason);
        Destination deadLetters = session.deadLetters(will.topic());
        return deadLetters == null ? null : publication(deadLetters, reason);
    }

    private Publication publication(Destination destination, @Nullable FailureReason rejected) {
        return new Publication(
                session.origin(),
                destination,
                will.qos(),
                will.retain(),
                false,
                true,
                will.properties(),
                will.payload(),
                System.currentTimeMillis(),
                rejected);
    }
}
