package io.mqttproxy.bench.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Packets as bytes, for tests that decide how the bytes travel. */
final class Packets {
    static final byte[] PINGREQ = {(byte) 0xC0, 0};
    static final byte[] DISCONNECT = {(byte) 0xE0, 0};

    static final int CONNACK = 0x20;
    static final int PUBACK = 0x40;
    static final int PINGRESP = 0xD0;
    static final int SERVER_DISCONNECT = 0xE0;

    private static final int DUP = 0x08;

    private Packets() {}

    /** CONNECT of a client without keep-alive, user or will. */
    static byte[] connect(int level, String clientId) {
        ByteArrayOutputStream body = connectBody(level, 0x02);
        writeText(body, clientId);
        return packet(0x10, body);
    }

    /** CONNECT of MQTT 3.1.1 with a will of QoS 1. */
    static byte[] connectWithWill(String clientId, String willTopic, String willPayload) {
        ByteArrayOutputStream body = connectBody(4, 0x02 | 0x04 | 0x08);
        writeText(body, clientId);
        writeText(body, willTopic);
        writeText(body, willPayload);
        return packet(0x10, body);
    }

    /** PUBLISH of MQTT 3. */
    static byte[] publish(int qos, boolean dup, int packetId, String topic, byte[] payload) {
        return publish(qos, dup, packetId, topic, new byte[0], payload);
    }

    /** PUBLISH of MQTT 5 with QoS 1, without properties. */
    static byte[] publish5(int packetId, String topic, byte[] payload) {
        return publish(1, false, packetId, topic, new byte[1], payload);
    }

    private static byte[] publish(int qos, boolean dup, int packetId, String topic, byte[] properties, byte[] payload) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        writeText(body, topic);
        if (qos > 0) {
            writeShort(body, packetId);
        }
        body.writeBytes(properties);
        body.writeBytes(payload);
        return packet(0x30 | qos << 1 | (dup ? DUP : 0), body);
    }

    private static ByteArrayOutputStream connectBody(int level, int flags) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        writeText(body, "MQTT");
        body.write(level);
        body.write(flags);
        writeShort(body, 0);
        if (level == 5) {
            body.write(0);
        }
        return body;
    }

    private static byte[] packet(int firstByte, ByteArrayOutputStream body) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(firstByte);
        int rest = body.size();
        while (rest > 0x7F) {
            packet.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        packet.write(rest);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }

    private static void writeText(ByteArrayOutputStream target, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        writeShort(target, bytes.length);
        target.writeBytes(bytes);
    }

    private static void writeShort(ByteArrayOutputStream target, int value) {
        target.write(value >>> 8);
        target.write(value);
    }
}
