package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttProperties;

/**
 * The properties of one CONNACK and their size (MQTT 5.0 section 3.2.2.3). A property that is not
 * added keeps its default. Netty's own builder would write Retain Available 0, which forbids clients
 * to publish with RETAIN.
 */
final class ConnackProperties {
    private static final int ID_BYTES = 1;
    private static final int LENGTH_BYTES = 2;

    private final MqttProperties properties = new MqttProperties();
    private int size;

    void addByte(int id, int value) {
        addNumber(id, value, 1);
    }

    void addTwoBytes(int id, int value) {
        addNumber(id, value, 2);
    }

    /** @param value unsigned, up to 4,294,967,295 */
    void addFourBytes(int id, long value) {
        addNumber(id, (int) value, 4);
    }

    void addString(int id, String value) {
        properties.add(new MqttProperties.StringProperty(id, value));
        size += ID_BYTES + LENGTH_BYTES + ByteBufUtil.utf8Bytes(value);
    }

    /** Size of all properties in bytes, without the property length field. */
    int size() {
        return size;
    }

    MqttProperties toNetty() {
        return properties;
    }

    private void addNumber(int id, int value, int bytes) {
        properties.add(new MqttProperties.IntegerProperty(id, value));
        size += ID_BYTES + bytes;
    }
}
