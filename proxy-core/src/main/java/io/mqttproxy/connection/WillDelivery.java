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
 * The will of one client that vanished (MQTT 5.0 section 3.1.2.5), on its way through the same rules and the same sink as
 * a PUBLISH. Nobody waits for an acknowledgement and nobody would send it again, so while Kafka cannot take it, it is
 * offered again until {@code stall-timeout} has passed. All on the event loop of the connection that is gone, but for the
 * outcome.
 */
final class WillDelivery implements StalledPublishes.Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(WillDelivery.class);

    /** By then Kafka has told of a topic that it has. */
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

    /** What waits for Kafka. */
    private @Nullable Publication stalled;

    private Offer refusal = Offer.BACK_PRESSURED;

    private enum Stage {
        /** The client may still come back in time. */
        DELAYED,
        DUE,
        /** Offered, or taken back. */
        DECIDED
    }

    /**
     * @param passed told, perhaps more than once, when what the client publishes next need not wait for it any longer
     * @param settled told once, on any thread, when it is stored, lost or taken back
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

    /** Lets it wait for its client. */
    void delay(long seconds, Runnable then) {
        stage = Stage.DELAYED;
        timer = loop.eventLoop().schedule(then, seconds, TimeUnit.SECONDS);
    }

    boolean isDelayed() {
        return stage == Stage.DELAYED;
    }

    /** It is to be published: from now on {@code stall-timeout} runs. */
    void due() {
        stage = Stage.DUE;
        dueNanos = loop.nanoTime();
        cancelTimer();
    }

    boolean isDue() {
        return stage == Stage.DUE;
    }

    /** Takes the memory to wait in, for its delay or for Kafka. Returns whether there is any. */
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

    /** The client has come back in time. */
    void takeBack() {
        stage = Stage.DECIDED;
        end(false);
    }

    /** Offers it to Kafka's producer; to be called once. */
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

    /** Whether it need not wait. Whatever ends it, a defect and the lack of memory included, gives back its room. */
    private boolean isDone(Supplier<@Nullable Publication> next) {
        boolean taken = false;
        boolean waits = false;
        try {
            Publication publication = next.get();
            taken = publication != null && isTaken(publication);
            waits = publication != null && !taken && waits(publication);
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

    /** Waits for Kafka. Returns whether there is room to: otherwise the will is lost. */
    private boolean waits(Publication publication) {
        if (!reserveRoom()) {
            lose();
            return false;
        }
        stalled = publication;
        if (refusal.concernsTopic() && loop.nanoTime() - dueNanos > COLD_TOPIC_NANOS) {
            // What the client publishes to other topics must not wait for this one.
            passed.run();
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

    /** On any thread. */
    private void onOutcome(Publication publication, PublishOutcome outcome) {
        if (!(outcome instanceof PublishOutcome.Failed failed)) {
            settled.run();
        } else if (!offeredAgain(publication, failed.reason())) {
            services.metrics().lost(failed.reason());
            settled.run();
        }
    }

    /** As a dead letter, or as a shorter one. */
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
            // It would end Kafka's thread.
            LOG.warn("{}: no memory to offer its will again: {}", session.origin(), e.toString());
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

    /** The device's own fault: to the dead letters, if there are any. */
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
