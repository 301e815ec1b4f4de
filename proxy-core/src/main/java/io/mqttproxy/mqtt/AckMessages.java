package io.mqttproxy.mqtt;

import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import java.util.Arrays;

/** Builds SUBACK and UNSUBACK packets that have the same code for every filter. */
final class AckMessages {
    private AckMessages() {}

    static MqttMessage suback(int packetId, int filters, int code) {
        int[] codes = new int[filters];
        Arrays.fill(codes, code);
        return new MqttSubAckMessage(
                header(MqttMessageType.SUBACK), variableHeader(packetId), new MqttSubAckPayload(codes));
    }

    /** The MQTT 3 form, which has no codes. */
    static MqttMessage unsuback(int packetId) {
        return new MqttMessage(header(MqttMessageType.UNSUBACK), MqttMessageIdVariableHeader.from(packetId));
    }

    static MqttMessage unsuback(int packetId, int filters, int code) {
        short[] codes = new short[filters];
        Arrays.fill(codes, (short) code);
        return new MqttUnsubAckMessage(
                header(MqttMessageType.UNSUBACK), variableHeader(packetId), new MqttUnsubAckPayload(codes));
    }

    private static MqttMessageIdAndPropertiesVariableHeader variableHeader(int packetId) {
        return new MqttMessageIdAndPropertiesVariableHeader(packetId, MqttProperties.NO_PROPERTIES);
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
    }
}
