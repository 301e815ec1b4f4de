package io.mqttproxy.mqtt;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import org.jspecify.annotations.Nullable;

/** Answers in MQTT 3.1 and 3.1.1, where most refusals can only be expressed by closing the connection. */
final class Mqtt3Replies implements Replies {
    static final Mqtt3Replies INSTANCE = new Mqtt3Replies();

    private Mqtt3Replies() {}

    @Override
    public MqttMessage connectAccepted(AnnouncedLimits limits, @Nullable String assignedClientId, SessionTerms terms) {
        return connack(MqttConnectReturnCode.CONNECTION_ACCEPTED);
    }

    @Override
    public MqttMessage connectRefused(Refusal refusal) {
        return connack(MqttConnectReturnCode.valueOf((byte) refusal.mqtt3Code()));
    }

    @Override
    public @Nullable MqttMessage connectMalformed(MalformedPacket packet) {
        return null;
    }

    @Override
    public MqttMessage subscribeRefused(SubscribePacket packet) {
        int failure = 0x80;
        return AckMessages.suback(packet.packetId(), packet.filters(), failure);
    }

    @Override
    public MqttMessage unsubscribed(UnsubscribePacket packet) {
        return AckMessages.unsuback(packet.packetId());
    }

    @Override
    public @Nullable MqttMessage disconnect(int reasonCode, String problem) {
        return null;
    }

    @Override
    public @Nullable MqttMessage stopping(@Nullable String serverReference, String problem) {
        return null;
    }

    @Override
    public boolean hasNegativeAcks() {
        return false;
    }

    @Override
    public void pubcompUnknownPacketId(ByteBuf out, int packetId) {
        AckEncoder.pubcomp(out, packetId);
    }

    static MqttMessage connack(MqttConnectReturnCode code) {
        return MqttMessageBuilders.connAck()
                .sessionPresent(false)
                .returnCode(code)
                .build();
    }
}
