package io.mqttproxy.mqtt;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * The proxy's answers in one protocol version. The versions differ most in how they express refusals.
 * Whatever would otherwise be an {@code if} on the version is a method of this interface. Immutable.
 */
public sealed interface Replies permits Mqtt3Replies, Mqtt5Replies {

    /** The replies to the client that sent this CONNECT. */
    static Replies to(ConnectPacket connect) {
        return connect.version().isMqtt5() ? new Mqtt5Replies(connect) : Mqtt3Replies.INSTANCE;
    }

    /** The replies to a client of which only the version is known. */
    static Replies to(ProtocolVersion version) {
        return version.isMqtt5() ? new Mqtt5Replies(Long.MAX_VALUE) : Mqtt3Replies.INSTANCE;
    }

    /** CONNACK for an unknown protocol level, in the format of MQTT 3.1.1 [MQTT-3.1.2-2]. */
    static MqttMessage unsupportedVersion() {
        return Mqtt3Replies.connack(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
    }

    /** CONNACK that accepts; {@code null} if it would exceed the client's Maximum Packet Size. */
    @Nullable
    MqttMessage connectAccepted(AnnouncedLimits limits, @Nullable String assignedClientId, SessionTerms terms);

    /** CONNACK that refuses; {@code null} if it would exceed the client's Maximum Packet Size. */
    @Nullable
    MqttMessage connectRefused(Refusal refusal);

    /**
     * CONNACK for a CONNECT that breaks the standard; {@code null} in MQTT 3, which only closes, or if
     * it would be too large.
     */
    @Nullable
    MqttMessage connectMalformed(MalformedPacket packet);

    /**
     * SUBACK that refuses every filter, because the proxy has no subscriptions; {@code null} if it
     * would be too large.
     */
    @Nullable
    MqttMessage subscribeRefused(SubscribePacket packet);

    /** UNSUBACK; {@code null} if it would be too large. */
    @Nullable
    MqttMessage unsubscribed(UnsubscribePacket packet);

    /**
     * DISCONNECT; {@code null} in MQTT 3, where servers cannot send one, or if it would be too large.
     *
     * @param reasonCode of MQTT 5.0 section 3.14.2.1
     * @param problem becomes the Reason String, unless it is empty or the packet would be too large
     */
    @Nullable
    MqttMessage disconnect(int reasonCode, String problem);

    /**
     * DISCONNECT of a proxy that is shutting down; {@code null} as for {@link #disconnect}.
     *
     * @param serverReference the server to use instead (MQTT 5.0 section 4.11), {@code null} to leave
     *     that to the client
     * @param problem becomes the Reason String when there is no server reference
     */
    @Nullable
    MqttMessage stopping(@Nullable String serverReference, String problem);

    /** Whether a PUBACK or PUBREC can carry a reason code that refuses the publish. */
    boolean hasNegativeAcks();

    /** Writes the PUBCOMP for a PUBREL whose packet id is unknown. */
    void pubcompUnknownPacketId(ByteBuf out, int packetId);
}
