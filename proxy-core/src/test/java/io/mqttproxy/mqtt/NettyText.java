package io.mqttproxy.mqtt;

import static io.mqttproxy.mqtt.PacketFields.hex;
import static io.mqttproxy.mqtt.PacketFields.line;

import io.mqttproxy.publish.Qos;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import org.jspecify.annotations.Nullable;

/** Prints a packet of Netty's {@code MqttDecoder} in the same form as {@link PacketFields} prints ours. */
final class NettyText {
    private NettyText() {}

    static String of(MqttMessage message) {
        String type = message.fixedHeader().messageType().name();
        return switch (message.fixedHeader().messageType()) {
            case CONNECT -> connect((MqttConnectMessage) message);
            case PUBLISH -> publish((MqttPublishMessage) message);
            case SUBSCRIBE ->
                line(
                        type,
                        packetId(message),
                        ((MqttSubscribeMessage) message)
                                .payload()
                                .topicSubscriptions()
                                .size());
            case UNSUBSCRIBE ->
                line(
                        type,
                        packetId(message),
                        ((MqttUnsubscribeMessage) message).payload().topics().size());
            case PUBREL -> line(type, packetId(message));
            case DISCONNECT -> disconnect(message);
            case AUTH -> line(type, reasonCode(message));
            case PINGREQ, PUBACK, PUBREC, PUBCOMP, CONNACK, SUBACK, UNSUBACK, PINGRESP -> line(type);
        };
    }

    private static String connect(MqttConnectMessage message) {
        MqttConnectVariableHeader header = message.variableHeader();
        MqttConnectPayload payload = message.payload();
        MqttProperties properties = header.properties();
        return line(
                "CONNECT",
                version(header.version()),
                payload.clientIdentifier(),
                header.isCleanSession(),
                header.keepAliveTimeSeconds(),
                payload.userName(),
                hex(payload.passwordInBytes()),
                header.isWillFlag() ? will(header, payload) : null,
                number(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, 0),
                number(properties, MqttProperties.MAXIMUM_PACKET_SIZE, 0),
                value(properties, MqttProperties.AUTHENTICATION_METHOD),
                userProperties(properties));
    }

    private static String publish(MqttPublishMessage message) {
        MqttFixedHeader header = message.fixedHeader();
        String topic = message.variableHeader().topicName();
        int packetId = message.variableHeader().packetId();
        MqttProperties properties = message.variableHeader().properties();
        return line(
                "PUBLISH",
                topic.isEmpty() ? null : topic,
                number(properties, MqttProperties.TOPIC_ALIAS, 0),
                Math.max(packetId, 0),
                Qos.of(header.qosLevel().value()),
                header.isDup(),
                header.isRetain(),
                publishProperties(properties),
                ByteBufUtil.hexDump(message.payload()));
    }

    private static String disconnect(MqttMessage message) {
        Object header = message.variableHeader();
        return header instanceof MqttReasonCodeAndPropertiesVariableHeader reason
                ? line(
                        "DISCONNECT",
                        reason.reasonCode() & 0xFF,
                        number(reason.properties(), MqttProperties.SESSION_EXPIRY_INTERVAL, -1))
                : line("DISCONNECT", 0, -1);
    }

    private static String will(MqttConnectVariableHeader header, MqttConnectPayload payload) {
        MqttProperties properties = payload.willProperties();
        return line(
                payload.willTopic(),
                hex(payload.willMessageInBytes()),
                Qos.of(header.willQos()),
                header.isWillRetain(),
                number(properties, MqttProperties.WILL_DELAY_INTERVAL, 0),
                publishProperties(properties));
    }

    private static String publishProperties(MqttProperties properties) {
        return line(
                number(properties, MqttProperties.PAYLOAD_FORMAT_INDICATOR, -1),
                number(properties, MqttProperties.PUBLICATION_EXPIRY_INTERVAL, -1),
                value(properties, MqttProperties.CONTENT_TYPE),
                value(properties, MqttProperties.RESPONSE_TOPIC),
                hex((byte[]) value(properties, MqttProperties.CORRELATION_DATA)),
                userProperties(properties));
    }

    private static String version(int level) {
        return switch (level) {
            case 3 -> "3.1";
            case 4 -> "3.1.1";
            default -> "5.0";
        };
    }

    private static int packetId(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }

    private static int reasonCode(MqttMessage message) {
        return ((MqttReasonCodeAndPropertiesVariableHeader) message.variableHeader()).reasonCode() & 0xFF;
    }

    /** Netty reads four bytes as a signed number; the standard's numbers are unsigned. */
    private static long number(MqttProperties properties, int id, long whenAbsent) {
        return value(properties, id) instanceof Integer number ? Integer.toUnsignedLong(number) : whenAbsent;
    }

    private static @Nullable Object value(MqttProperties properties, int id) {
        MqttProperties.MqttProperty<?> property = properties.getProperty(id);
        return property == null ? null : property.value();
    }

    private static String userProperties(MqttProperties properties) {
        return String.join(
                ",",
                properties.getProperties(MqttProperties.USER_PROPERTY).stream()
                        .map(property -> (MqttProperties.StringPair) property.value())
                        .map(pair -> pair.key + "=" + pair.value)
                        .toList());
    }
}
