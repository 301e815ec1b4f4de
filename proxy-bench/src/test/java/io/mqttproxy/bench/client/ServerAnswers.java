package io.mqttproxy.bench.client;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.List;

/** What a server answers to a publisher. */
public final class ServerAnswers {
    private ServerAnswers() {}

    /** Accepts and acknowledges everything. */
    public static List<MqttMessage> obliging(MqttMessage message) {
        return switch (message.fixedHeader().messageType()) {
            case CONNECT -> List.of(connack());
            case PUBLISH -> acknowledgement((MqttPublishMessage) message);
            case PUBREL -> List.of(reply(MqttMessageType.PUBCOMP, packetId(message)));
            case PINGREQ -> List.of(new MqttMessage(header(MqttMessageType.PINGRESP)));
            default -> List.of();
        };
    }

    /** Accepts, but keeps all acknowledgements. */
    public static List<MqttMessage> silent(MqttMessage message) {
        return message.fixedHeader().messageType() == MqttMessageType.CONNECT ? List.of(connack()) : List.of();
    }

    static MqttMessage connack() {
        return accepted().build();
    }

    static MqttMessage refusal() {
        return MqttMessageBuilders.connAck()
                .returnCode(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED)
                .build();
    }

    /** With a property in front that has to be skipped. */
    static MqttMessage connackWithReceiveMaximum(int maximum) {
        MqttProperties properties = new MqttProperties();
        properties.add(new UserProperty("region", "eu"));
        properties.add(new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, maximum));
        return accepted().properties(properties).build();
    }

    private static MqttMessageBuilders.ConnAckBuilder accepted() {
        return MqttMessageBuilders.connAck().returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED);
    }

    static MqttMessage reply(MqttMessageType type, int packetId) {
        return new MqttMessage(header(type), MqttMessageIdVariableHeader.from(packetId));
    }

    static MqttMessage reply(MqttMessageType type, int packetId, int reasonCode) {
        return new MqttMessage(
                header(type),
                new MqttPubReplyMessageVariableHeader(packetId, (byte) reasonCode, MqttProperties.NO_PROPERTIES));
    }

    private static List<MqttMessage> acknowledgement(MqttPublishMessage publish) {
        int packetId = publish.variableHeader().packetId();
        return switch (publish.fixedHeader().qosLevel()) {
            case AT_LEAST_ONCE -> List.of(reply(MqttMessageType.PUBACK, packetId));
            case EXACTLY_ONCE -> List.of(reply(MqttMessageType.PUBREC, packetId));
            default -> List.of();
        };
    }

    private static int packetId(MqttMessage message) {
        return ((MqttMessageIdVariableHeader) message.variableHeader()).messageId();
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }
}
