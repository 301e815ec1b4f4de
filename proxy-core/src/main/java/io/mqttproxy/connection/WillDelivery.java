package io.mqttproxy.connection;

import io.mqttproxy.mqtt.Will;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink.Offer;
import io.mqttproxy.publish.Routing;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The will of one client that vanished (MQTT 5.0 section 3.1.2.5), on its way through the same rules and the same sink as
 * a PUBLISH. It runs on the event loop of the connection that is gone. Nobody waits for an acknowledgement and nobody
 * would send it again, so while Kafka cannot take it, it is offered again until {@code stall-timeout} has passed.
 */
final class WillDelivery {
    private static final long RETRY_MILLIS = 100;

    private final Session session;
    private final Will will;
    private final ConnectionServices services;
    private final ConnectionLoop loop;
    private final Runnable settled;
    private long deadlineNanos;
    private boolean decided;
    private boolean hasRoom;
    private @Nullable ScheduledFuture<?> timer;

    /** @param settled told once, on any thread, when the will is stored, lost or taken back */
    WillDelivery(Session session, Will will, Connection connection, Runnable settled) {
        this.session = session;
        this.will = will;
        this.services = connection.services();
        this.loop = connection.loop();
        this.settled = settled;
    }

    /**
     * Publishes the will later, unless something else is decided before.
     *
     * @param due is told first
     */
    void publishAfter(long seconds, Runnable due) {
        timer = loop.eventLoop()
                .schedule(
                        () -> {
                            due.run();
                            publish();
                        },
                        seconds,
                        TimeUnit.SECONDS);
    }

    /** Whether the connection whose will this is ended an earlier session of the client. */
    boolean startedClean() {
        return session.cleanStart();
    }

    /** Whether there is memory for it to wait, for its delay or for Kafka. */
    boolean mayWait() {
        hasRoom = hasRoom || loop.willMemory().take(session.willBytes());
        return hasRoom;
    }

    private void giveBackRoom() {
        if (hasRoom) {
            hasRoom = false;
            loop.willMemory().release(session.willBytes());
        }
    }

    /** The client is back, or the proxy stops: from any thread. */
    void decide(boolean publish) {
        loop.eventLoop().execute(() -> {
            if (timer != null) {
                timer.cancel(false);
            }
            if (publish) {
                publish();
            } else if (!decided) {
                decided = true;
                giveBackRoom();
                settled.run();
            }
        });
    }

    /** On the event loop. */
    void publish() {
        if (!decided) {
            decided = true;
            deadlineNanos = loop.nanoTime() + services.delivery().stallTimeout().toNanos();
            attempt(() -> publication(session.route(will.topic(), will.qos(), will.retain())));
        }
    }

    /** Whatever ends it, a defect and the lack of memory included, gives back its room. */
    private void attempt(Supplier<@Nullable Publication> next) {
        boolean taken = false;
        boolean waits = false;
        try {
            Publication publication = next.get();
            taken = publication != null && isTaken(publication);
            if (publication != null && !taken && mayWaitForKafka()) {
                loop.eventLoop().schedule(() -> attempt(() -> publication), RETRY_MILLIS, TimeUnit.MILLISECONDS);
                waits = true;
            }
        } finally {
            if (!waits) {
                giveBackRoom();
            }
            if (!waits && !taken) {
                settled.run();
            }
        }
    }

    private boolean isTaken(Publication publication) {
        return services.sink().offer(publication, outcome -> onOutcome(publication, outcome)) == Offer.ACCEPTED;
    }

    /** On any thread. */
    private void onOutcome(Publication publication, PublishOutcome outcome) {
        if (!(outcome instanceof PublishOutcome.Failed failed)) {
            settled.run();
        } else if (failed.reason().isPermanent() && mayBecomeDeadLetter(publication)) {
            loop.eventLoop().execute(() -> attempt(() -> rejected(failed.reason())));
        } else {
            services.metrics().lost(failed.reason());
            settled.run();
        }
    }

    private boolean mayBecomeDeadLetter(Publication publication) {
        return publication.rejected() == null && !loop.eventLoop().isShuttingDown();
    }

    private boolean mayWaitForKafka() {
        boolean may = loop.nanoTime() - deadlineNanos <= 0 && mayWait();
        if (!may) {
            services.metrics().lost(FailureReason.STALLED);
        }
        return may;
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
