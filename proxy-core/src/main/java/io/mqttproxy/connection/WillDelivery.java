package io.mqttproxy.connection;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.mqtt.Will;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.OutcomeListener;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink.Offer;
import io.mqttproxy.publish.Routing;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The will of one client that vanished (MQTT 5.0 section 3.1.2.5), on its way through the same rules and the same sink as
 * a PUBLISH. It runs on the event loop of the connection that is gone. Nobody waits for an acknowledgement and nobody
 * would send it again, so while Kafka cannot take it, it is offered again until {@code stall-timeout} has passed.
 */
final class WillDelivery implements OutcomeListener {
    private static final long RETRY_MILLIS = 100;

    private final Session session;
    private final Will will;
    private final ConnectionServices services;
    private final ConnectionLoop loop;
    private long deadlineNanos;
    private boolean decided;
    private boolean hasRoom;
    private @Nullable ScheduledFuture<?> timer;

    WillDelivery(Session session, Will will, Connection connection) {
        this.session = session;
        this.will = will;
        this.services = connection.services();
        this.loop = connection.loop();
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

    /** Whether there is memory for it to wait, for its delay or for Kafka. */
    boolean mayWait() {
        hasRoom = hasRoom || loop.willMemory().take(session.willBytes());
        return hasRoom;
    }

    private void done() {
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
                done();
            }
        });
    }

    @Override
    public void onOutcome(PublishOutcome outcome) {
        if (outcome instanceof PublishOutcome.Failed failed) {
            services.metrics().lost(failed.reason());
        }
    }

    /** On the event loop. */
    void publish() {
        if (!decided) {
            decided = true;
            deadlineNanos = loop.nanoTime() + services.delivery().stallTimeout().toNanos();
            attempt(null);
        }
    }

    /** Once more; whatever ends it, a defect and the lack of memory included, gives back its room. */
    private void attempt(@Nullable Publication earlier) {
        boolean waits = false;
        try {
            Publication publication =
                    earlier == null ? publication(session.route(will.topic(), will.qos(), will.retain())) : earlier;
            if (publication != null && !isTaken(publication) && mayWaitForKafka()) {
                loop.eventLoop().schedule(() -> attempt(publication), RETRY_MILLIS, TimeUnit.MILLISECONDS);
                waits = true;
            }
        } finally {
            if (!waits) {
                done();
            }
        }
    }

    private boolean isTaken(Publication publication) {
        return services.sink().offer(publication, this) == Offer.ACCEPTED;
    }

    private boolean mayWaitForKafka() {
        boolean may = loop.nanoTime() - deadlineNanos <= 0 && mayWait();
        if (!may) {
            services.metrics().lost(FailureReason.STALLED);
        }
        return may;
    }

    private @Nullable Publication publication(Routing routing) {
        if (routing instanceof Destination destination) {
            destination.use();
            return publication(destination, null);
        }
        FailureReason reason = ((Routing.Rejected) routing).reason();
        services.metrics().rejected(reason);
        String deadLetters = services.deadLetterTopic();
        return deadLetters == null
                ? null
                : publication(
                        new Destination(
                                will.topic(), deadLetters, session.origin().clientIdUtf8(), HeadersConfig.ALL),
                        reason);
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
