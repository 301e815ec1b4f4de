package io.mqttproxy.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;

/** What a device sends, as bytes. The caller releases them. */
final class Packets {
    static final ByteBuf NOTHING = Unpooled.EMPTY_BUFFER;

    private Packets() {}

    static ByteBuf connect(String clientId) {
        return encode(MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_3_1_1)
                .clientId(clientId)
                .cleanSession(true)
                .build());
    }

    /** So many publishes behind one another. */
    static ByteBuf publishes(int count, int qos, String topic, int payloadBytes) {
        MqttMessage[] messages = new MqttMessage[count];
        for (int i = 0; i < count; i++) {
            messages[i] = MqttMessageBuilders.publish()
                    .qos(MqttQoS.valueOf(qos))
                    .messageId(i + 1)
                    .topicName(topic)
                    .payload(Unpooled.wrappedBuffer(new byte[payloadBytes]))
                    .build();
        }
        return encode(messages);
    }

    private static ByteBuf encode(MqttMessage... messages) {
        EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);
        encoder.writeOutbound((Object[]) messages);
        ByteBuf bytes = Unpooled.directBuffer();
        for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
            bytes.writeBytes(part);
            part.release();
        }
        encoder.finishAndReleaseAll();
        return bytes;
    }
}
