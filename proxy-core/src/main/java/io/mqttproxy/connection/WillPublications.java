package io.mqttproxy.connection;

import io.mqttproxy.mqtt.Will;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.Routing;
import org.jspecify.annotations.Nullable;

/**
 * What is offered to Kafka for one will, by the same rules as for a PUBLISH: the will itself; if it is rejected, its dead
 * letter; if that is too large, an abridged one. On the event loop of the connection that is gone, except for what says
 * otherwise.
 */
record WillPublications(Session session, Will will, ConnectionServices services) {

    Origin origin() {
        return session.origin();
    }

    /** The will, or its dead letter if the rules reject it; {@code null} if it is rejected for nothing. */
    @Nullable
    Publication first() {
        Routing routing = session.route(will.topic(), will.qos(), will.retain());
        PublishLog.routed(session.origin(), will, routing);
        if (routing instanceof Destination destination) {
            destination.use();
            return publication(destination, null);
        }
        return deadLetter(((Routing.Rejected) routing).reason());
    }

    /** Whether something else may be offered in place of what Kafka did not store; from any thread. */
    static boolean mayReplace(Publication failed, FailureReason reason) {
        boolean isDeadLetter = failed.rejected() != null;
        return reason.isPermanent()
                && !failed.abridged()
                && (!isDeadLetter || reason == FailureReason.RECORD_TOO_LARGE);
    }

    /** What is offered in its place; {@code null} if there is no {@code dead-letter-topic}. */
    @Nullable
    Publication replacement(Publication failed, FailureReason reason) {
        return failed.rejected() == null ? deadLetter(reason) : failed.asAbridged();
    }

    /** It is the device's own fault. */
    private @Nullable Publication deadLetter(FailureReason reason) {
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
