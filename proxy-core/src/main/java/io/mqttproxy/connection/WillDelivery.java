package io.mqttproxy.connection;

import io.mqttproxy.connection.WillMemory.Room;
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
 * Brings one will to Kafka, through the same sink as a PUBLISH. Nobody waits for an acknowledgement of a will,
 * and nobody would send it again: while Kafka's producer cannot take it, it waits here and is offered again, until {@code
 * stall-timeout} has passed since it was due. To wait it needs room in {@link WillMemory}; without any it is lost.
 *
 * <p>All of it runs on the event loop of the connection that is gone, except for {@link #onOutcome}. Two are told how it
 * goes. The {@link Turn} hears on this loop, perhaps more than once, that nobody need wait for the will any longer, since
 * Kafka's producer has it, it is lost, or its topic seems to be missing. The {@link ConnectionRegistry} hears exactly once,
 * on any thread, that it is stored or lost.
 */
final class WillDelivery implements StalledPublishes.Waiting {
    private static final Logger LOG = LoggerFactory.getLogger(WillDelivery.class);

    /** By then Kafka has told of a topic that it has. */
    private static final long COLD_TOPIC_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Turn turn;
    private final WillPublications publications;
    private final ConnectionServices services;
    private final ConnectionLoop loop;
    private final Room room;
    private final long dueNanos;

    /** What waits for Kafka, {@code null} as long as nothing does. */
    private @Nullable Publication stalled;

    /** Why it was not taken when it was offered last. */
    private Offer refusal = Offer.BACK_PRESSURED;

    /** Runs while it waits. */
    private @Nullable ScheduledFuture<?> timeOut;

    /**
     * @param room of the will; given back when it waits no longer
     * @param dueNanos when the will was due, in the time of the loop
     */
    WillDelivery(Turn turn, WillPublications publications, ConnectionLoop loop, Room room, long dueNanos) {
        this.turn = turn;
        this.publications = publications;
        this.services = publications.services();
        this.loop = loop;
        this.room = room;
        this.dueNanos = dueNanos;
    }

    /** To be called once. */
    void begin() {
        offer(publications::first);
    }

    /** Offers what was not offered before. If Kafka's producer cannot take it, it waits until it is given up. */
    private void offer(Supplier<@Nullable Publication> publication) {
        if (!attempt(publication)) {
            waitForRetry();
        }
    }

    private void waitForRetry() {
        try {
            long left = services.delivery().stallTimeout().toNanos() - (loop.nanoTime() - dueNanos);
            timeOut = loop.eventLoop().schedule(this::giveUp, left, TimeUnit.NANOSECONDS);
            loop.stalled().add(this);
        } catch (OutOfMemoryError e) {
            LOG.warn("{}: no memory to let its will wait: {}", publications.origin(), e.toString());
            giveUp();
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

    /** Returns whether it need not wait. Whatever ends it, a defect or a lack of memory included, gives back its room. */
    private boolean attempt(Supplier<@Nullable Publication> next) {
        boolean taken = false;
        boolean waits = false;
        try {
            Publication publication = next.get();
            if (publication != null) {
                taken = take(publication);
                waits = !taken && stall(publication);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            // It may be what its connection has just ended for; whoever ended it has others to look after.
            LOG.error("{}: unexpected failure, its will is lost", publications.origin(), e);
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
        if (!room.take()) {
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
        if (timeOut != null) {
            timeOut.cancel(false);
        }
        room.giveBack();
        if (!taken) {
            services.registry().settled();
        }
        turn.willHasPassed();
    }

    /** On any thread: usually Kafka's, or this loop's while it is still being offered. */
    private void onOutcome(Publication publication, PublishOutcome outcome) {
        if (!(outcome instanceof PublishOutcome.Failed failed)) {
            services.registry().settled();
        } else if (!replace(publication, failed.reason())) {
            services.metrics().lost(failed.reason());
            services.registry().settled();
        }
    }

    /** Returns whether its dead letter, or a shorter one, goes in its place; on any thread. */
    private boolean replace(Publication failed, FailureReason reason) {
        if (!WillPublications.mayReplace(failed, reason) || loop.eventLoop().isShuttingDown()) {
            return false;
        }
        try {
            loop.eventLoop().execute(() -> offer(() -> publications.replacement(failed, reason)));
            return true;
        } catch (OutOfMemoryError e) {
            // It would end Kafka's thread.
            LOG.warn("{}: no memory to offer its will again: {}", publications.origin(), e.toString());
            return false;
        }
    }
}
