package io.mqttproxy.mqtt;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Qos;
import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the PUBLISH packets of one connection (MQTT 5.0 section 3.3). */
final class PublishDecoder {
    private static final int RETAIN = 0b0001;
    private static final int DUP = 0b1000;
    private static final int RESERVED_QOS = 3;

    /**
     * Subscription Identifier is allowed here only to be refused with its own reason: in a PUBLISH,
     * only servers may send it.
     */
    private static final Set<Property> PROPERTIES = EnumSet.of(
            Property.PAYLOAD_FORMAT_INDICATOR,
            Property.MESSAGE_EXPIRY_INTERVAL,
            Property.CONTENT_TYPE,
            Property.RESPONSE_TOPIC,
            Property.CORRELATION_DATA,
            Property.SUBSCRIPTION_IDENTIFIER,
            Property.TOPIC_ALIAS,
            Property.USER_PROPERTY);

    private final DecoderLimits limits;
    private final TopicNames topics = new TopicNames();

    PublishDecoder(DecoderLimits limits) {
        this.limits = limits;
    }

    /** Checks the flags in the lower four bits of the first byte, before the packet is complete. */
    static void checkFlags(int flags) throws MalformedException {
        int qos = qos(flags);
        if (qos == RESERVED_QOS) {
            throw MalformedException.malformed("QoS is 3 [MQTT-3.3.1-4]");
        }
        if (qos == 0 && (flags & DUP) != 0) {
            throw MalformedException.protocolError("DUP is set with QoS 0 [MQTT-3.3.1-2]");
        }
    }

    PublishPacket decode(ByteBuf in, int flags, boolean mqtt5) throws MalformedException {
        Qos qos = Qos.of(qos(flags));
        String topic = topics.read(in);
        int packetId = qos == Qos.AT_MOST_ONCE ? 0 : Fields.readPacketId(in);
        Properties properties = mqtt5 ? readProperties(in) : Properties.NONE;
        int topicAlias = (int) properties.number(Property.TOPIC_ALIAS, 0);
        return new PublishPacket(
                topicOrAlias(topic, topicAlias, mqtt5),
                topicAlias,
                packetId,
                qos,
                (flags & DUP) != 0,
                (flags & RETAIN) != 0,
                properties.ofMessage(),
                Fields.readRest(in),
                properties.hasSurplus() ? FailureReason.TOO_MANY_USER_PROPERTIES : null);
    }

    private static int qos(int flags) {
        return flags >> 1 & 0b11;
    }

    private Properties readProperties(ByteBuf in) throws MalformedException {
        Properties properties = Properties.readLeavingOutSurplus(in, PROPERTIES, limits);
        if (properties.contains(Property.SUBSCRIPTION_IDENTIFIER)) {
            throw MalformedException.protocolError("a client must not send a Subscription Identifier [MQTT-3.3.4-6]");
        }
        return properties;
    }

    private static @Nullable String topicOrAlias(String topic, int topicAlias, boolean mqtt5)
            throws MalformedException {
        if (!topic.isEmpty()) {
            return topic;
        }
        if (topicAlias != 0) {
            return null;
        }
        throw mqtt5
                ? MalformedException.protocolError("topic name is empty and there is no Topic Alias (section 3.3.2.1)")
                : MalformedException.invalidTopicName("topic name is empty [MQTT-4.7.3-1]");
    }
}
