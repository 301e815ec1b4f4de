package io.mqttproxy.trace;

import io.mqttproxy.mqtt.ReasonCodes;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import java.util.function.BiConsumer;

/** Describes packets to a client in one line each. */
final class ReplyText {
    private static final int LENGTH_WITHOUT_REASON = 2;

    private ReplyText() {}

    static String of(MqttMessage message) {
        String type = message.fixedHeader().messageType().name();
        Object header = message.variableHeader();
        if (header instanceof MqttConnAckVariableHeader connack) {
            return type + " " + ReasonCodes.text(connack.connectReturnCode().byteValue())
                    + reason(connack.properties());
        }
        if (header instanceof MqttReasonCodeAndPropertiesVariableHeader reason) {
            return type + " " + ReasonCodes.text(reason.reasonCode()) + reason(reason.properties());
        }
        return message.payload() instanceof MqttSubAckPayload suback ? type + " " + suback.reasonCodes() : type;
    }

    /**
     * Describes the acknowledgements in a buffer, as {@code AckEncoder} writes them. The buffer's
     * indexes do not change.
     *
     * @param receiver is given the packet id and the description of each acknowledgement
     */
    static void acks(ByteBuf buffer, BiConsumer<Integer, String> receiver) {
        int at = buffer.readerIndex();
        while (at < buffer.writerIndex()) {
            int length = buffer.getUnsignedByte(at + 1);
            int packetId = buffer.getUnsignedShort(at + 2);
            int reason = length > LENGTH_WITHOUT_REASON ? buffer.getByte(at + 4) : 0;
            MqttMessageType type = MqttMessageType.valueOf(buffer.getUnsignedByte(at) >> 4);
            receiver.accept(packetId, type + " " + packetId + " " + ReasonCodes.text(reason));
            at += 2 + length;
        }
    }

    private static String reason(MqttProperties properties) {
        MqttProperty<?> reason = properties.getProperty(MqttProperties.REASON_STRING);
        return reason == null ? "" : ", " + Printable.escaped(String.valueOf(reason.value()));
    }
}
