package io.mqttproxy.connection;

import io.mqttproxy.mqtt.PublishPacket;
import io.mqttproxy.mqtt.Will;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import io.mqttproxy.trace.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs where each message goes, or why nowhere, for {@code log-level: trace}. Payloads are never
 * logged, and text from clients is escaped, so that it cannot break a line. At other levels this costs
 * only a check of the level.
 */
final class PublishLog {
    private static final Logger LOG = LoggerFactory.getLogger(PublishLog.class);

    private PublishLog() {}

    /** @param topic the topic of the packet or of its alias */
    static void routed(Origin origin, PublishPacket packet, String topic, Routing routing) {
        if (LOG.isTraceEnabled()) {
            routed(origin, text(packet.packetId(), packet.qos()), topic, routing);
        }
    }

    static void routed(Origin origin, Will will, Routing routing) {
        if (LOG.isTraceEnabled()) {
            routed(origin, "will, QoS " + will.qos().level(), will.topic(), routing);
        }
    }

    /** Logs a publish that was offered to Kafka but not stored. */
    static void notStored(Origin origin, PendingPublish pending, FailureReason reason) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("{}: {} not stored: {}", text(origin), text(pending.packetId(), pending.qos()), reason.text());
        }
    }

    private static void routed(Origin origin, String message, String topic, Routing routing) {
        String way = routing instanceof Destination destination
                ? "to Kafka topic " + destination.kafkaTopic()
                : "rejected: " + ((Routing.Rejected) routing).reason().text();
        LOG.trace("{}: {}, {} {}", text(origin), message, Printable.quoted(topic), way);
    }

    private static String text(Origin origin) {
        return Printable.escaped(origin.toString());
    }

    private static String text(int packetId, Qos qos) {
        return qos == Qos.AT_MOST_ONCE ? "PUBLISH QoS 0" : "PUBLISH " + packetId + ", QoS " + qos.level();
    }
}
