package io.mqttproxy.mqtt;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * Answers in MQTT 5.0. No answer exceeds the client's Maximum Packet Size [MQTT-3.1.2-24]: a
 * DISCONNECT that is too large is sent without its properties, any other packet not at all.
 */
final class Mqtt5Replies implements Replies {
    /**
     * "The SUBSCRIBE is valid but the Server does not accept it" (section 3.9.3). The other codes
     * would claim more than that.
     */
    private static final int IMPLEMENTATION_SPECIFIC_ERROR = 0x83;

    private static final int NO_SUBSCRIPTION_EXISTED = 0x11;
    private static final int PACKET_IDENTIFIER_NOT_FOUND = 0x92;

    private static final int USE_ANOTHER_SERVER = 0x9C;

    /**
     * What every answer has besides its content, in bytes: two of fixed header, two of variable header
     * and the property length. A DISCONNECT has one less.
     */
    private static final int OVERHEAD = 5;

    private final long maximumPacketSize;

    Mqtt5Replies(ConnectPacket connect) {
        this(connect.maximumPacketSize() == 0 ? Long.MAX_VALUE : connect.maximumPacketSize());
    }

    /** @param maximumPacketSize the largest packet that the client accepts, in bytes */
    Mqtt5Replies(long maximumPacketSize) {
        this.maximumPacketSize = maximumPacketSize;
    }

    @Override
    public @Nullable MqttMessage connectAccepted(
            AnnouncedLimits limits, @Nullable String assignedClientId, SessionTerms terms) {
        ConnackProperties properties = new ConnackProperties();
        properties.addFourBytes(MqttProperties.MAXIMUM_PACKET_SIZE, limits.maximumPacketSize());
        properties.addByte(MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 0);
        properties.addByte(MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0);
        properties.addByte(MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0);
        if (limits.receiveMaximum() != 0) {
            properties.addTwoBytes(MqttProperties.RECEIVE_MAXIMUM, limits.receiveMaximum());
        }
        if (limits.topicAliasMaximum() != 0) {
            properties.addTwoBytes(MqttProperties.TOPIC_ALIAS_MAXIMUM, limits.topicAliasMaximum());
        }
        if (terms.keepAliveImposed()) {
            properties.addTwoBytes(MqttProperties.SERVER_KEEP_ALIVE, terms.keepAliveSeconds());
        }
        if (terms.sessionExpiryImposed()) {
            properties.addFourBytes(MqttProperties.SESSION_EXPIRY_INTERVAL, terms.sessionExpirySeconds());
        }
        if (assignedClientId != null) {
            properties.addString(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, assignedClientId);
        }
        return largerThanAllowed(properties.size())
                ? null
                : connack(MqttConnectReturnCode.CONNECTION_ACCEPTED, properties.toNetty());
    }

    @Override
    public @Nullable MqttMessage connectRefused(Refusal refusal) {
        return connackWithoutProperties(refusal.mqtt5Code());
    }

    @Override
    public @Nullable MqttMessage connectMalformed(MalformedPacket packet) {
        return connackWithoutProperties(packet.reasonCode());
    }

    @Override
    public @Nullable MqttMessage subscribeRefused(SubscribePacket packet) {
        return largerThanAllowed(packet.filters())
                ? null
                : AckMessages.suback(packet.packetId(), packet.filters(), IMPLEMENTATION_SPECIFIC_ERROR);
    }

    @Override
    public @Nullable MqttMessage unsubscribed(UnsubscribePacket packet) {
        return largerThanAllowed(packet.filters())
                ? null
                : AckMessages.unsuback(packet.packetId(), packet.filters(), NO_SUBSCRIPTION_EXISTED);
    }

    @Override
    public @Nullable MqttMessage disconnect(int reasonCode, String problem) {
        int reasonString = 3 + ByteBufUtil.utf8Bytes(problem);
        if (largerThanAllowed(0)) {
            return null;
        }
        MqttMessageBuilders.DisconnectBuilder disconnect =
                MqttMessageBuilders.disconnect().reasonCode((byte) reasonCode);
        if (!problem.isEmpty() && !largerThanAllowed(reasonString)) {
            MqttProperties properties = new MqttProperties();
            properties.add(new MqttProperties.StringProperty(MqttProperties.REASON_STRING, problem));
            disconnect.properties(properties);
        }
        return disconnect.build();
    }

    @Override
    public @Nullable MqttMessage stopping(@Nullable String serverReference, String problem) {
        if (serverReference == null || largerThanAllowed(3 + ByteBufUtil.utf8Bytes(serverReference))) {
            return disconnect(CloseReason.SERVER_SHUTDOWN.reasonCode(), problem);
        }
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.StringProperty(MqttProperties.SERVER_REFERENCE, serverReference));
        return MqttMessageBuilders.disconnect()
                .reasonCode((byte) USE_ANOTHER_SERVER)
                .properties(properties)
                .build();
    }

    @Override
    public boolean hasNegativeAcks() {
        return true;
    }

    @Override
    public void pubcompUnknownPacketId(ByteBuf out, int packetId) {
        AckEncoder.pubcomp(out, packetId, PACKET_IDENTIFIER_NOT_FOUND);
    }

    private boolean largerThanAllowed(int content) {
        // Remaining length and property length may each take up to three bytes more. Assuming the
        // worst is harmless.
        int lengthBytes = content < 128 - OVERHEAD ? 0 : 6;
        return OVERHEAD + lengthBytes + content > maximumPacketSize;
    }

    private @Nullable MqttMessage connackWithoutProperties(int reasonCode) {
        return largerThanAllowed(0)
                ? null
                : connack(MqttConnectReturnCode.valueOf((byte) reasonCode), MqttProperties.NO_PROPERTIES);
    }

    private static MqttMessage connack(MqttConnectReturnCode code, MqttProperties properties) {
        return MqttMessageBuilders.connAck()
                .sessionPresent(false)
                .returnCode(code)
                .properties(properties)
                .build();
    }
}
