package io.mqttproxy.mqtt;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * How one protocol version answers. What the versions can say differs most when they say no, so everything that would
 * otherwise be an {@code if} over the version is a method here. Stateless but for what CONNECT said; event loop only.
 */
public sealed interface Replies permits Mqtt3Replies, Mqtt5Replies {

    /** The replies that a client understands which sent this CONNECT. */
    static Replies to(ConnectPacket connect) {
        return connect.version().isMqtt5() ? new Mqtt5Replies(connect) : Mqtt3Replies.INSTANCE;
    }

    /** The replies to a client of which no more than the version is known. */
    static Replies to(ProtocolVersion version) {
        return version.isMqtt5() ? new Mqtt5Replies(Long.MAX_VALUE) : Mqtt3Replies.INSTANCE;
    }

    /** CONNACK for a protocol level that nobody knows, in the words of MQTT 3.1.1 (statement MQTT-3.1.2-2). */
    static MqttMessage unsupportedVersion() {
        return Mqtt3Replies.connack(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
    }

    /** CONNACK of a connection that is let in; {@code null} when the client would not take one of its size. */
    @Nullable
    MqttMessage connectAccepted(AnnouncedLimits limits, @Nullable String assignedClientId, SessionTerms terms);

    /** CONNACK of a connection that is not. */
    @Nullable
    MqttMessage connectRefused(Refusal refusal);

    /** CONNACK for a CONNECT that breaks the standard; {@code null} where the version only closes. */
    @Nullable
    MqttMessage connectMalformed(MalformedPacket packet);

    /** SUBACK that grants nothing: there is nothing to subscribe to. {@code null} when it would be too large. */
    @Nullable
    MqttMessage subscribeRefused(SubscribePacket packet);

    /** UNSUBACK; {@code null} when it would be too large. */
    @Nullable
    MqttMessage unsubscribed(UnsubscribePacket packet);

    /** DISCONNECT, or {@code null} where the version has none for servers, the reason none, or the client no room. */
    @Nullable
    MqttMessage disconnect(int reasonCode, String problem);

    /**
     * DISCONNECT of a proxy that stops, or {@code null} as for {@link #disconnect}.
     *
     * @param serverReference where the client is to go instead (MQTT 5.0 section 4.11), {@code null} when that is left to it
     */
    @Nullable
    MqttMessage stopping(@Nullable String serverReference, String problem);

    /** Whether a publication can be refused with an acknowledgement that names a reason. */
    boolean hasNegativeAcks();

    /** PUBCOMP for a PUBREL whose packet id is unknown. */
    void pubcompUnknownPacketId(ByteBuf out, int packetId);
}
