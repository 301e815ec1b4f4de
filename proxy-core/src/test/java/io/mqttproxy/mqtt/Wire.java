package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes legal and illegal packets byte by byte (MQTT 5.0 section 1.5). Shares no code with the code
 * under test.
 */
public final class Wire {
    static final int CONNECT = 0x10;
    static final int PUBLISH = 0x30;
    static final int PUBREL = 0x62;
    static final int SUBSCRIBE = 0x82;
    static final int UNSUBSCRIBE = 0xA2;
    static final int PINGREQ = 0xC0;
    static final int DISCONNECT = 0xE0;
    static final int AUTH = 0xF0;

    static final int QOS_1 = 0b0010;
    static final int QOS_2 = 0b0100;
    static final int DUP = 0b1000;
    static final int RETAIN = 0b0001;

    static final byte[] NO_PROPERTIES = {0};

    private Wire() {}

    /** A packet whose remaining length is the length of its parts. */
    public static byte[] packet(int firstByte, byte[]... parts) {
        byte[] body = join(parts);
        return join(bytes(firstByte), variable(body.length), body);
    }

    /** A CONNECT that is valid in every version, with the client id {@code c}. */
    static byte[] connect(ProtocolVersion version) {
        return connect(version, 0b0000_0010, string("c"));
    }

    /** A CONNECT without properties, keep alive 60 s. */
    static byte[] connect(ProtocolVersion version, int flags, byte[]... payload) {
        byte[] properties = version.isMqtt5() ? NO_PROPERTIES : new byte[0];
        return packet(CONNECT, connectHeader(version, flags), properties, join(payload));
    }

    /** A CONNECT of MQTT 5 with properties and the client id {@code c}. */
    static byte[] connect5(byte[] properties) {
        return packet(CONNECT, connectHeader(ProtocolVersion.MQTT_5, 0b10), properties, string("c"));
    }

    static byte[] connectHeader(ProtocolVersion version, int flags) {
        return join(string(version.protocolName()), bytes(version.level(), flags), twoBytes(60));
    }

    public static byte[] properties(byte[]... properties) {
        byte[] all = join(properties);
        return join(variable(all.length), all);
    }

    public static byte[] userProperty(String name, String value) {
        return join(bytes(0x26), string(name), string(value));
    }

    public static byte[] string(String text) {
        return binary(utf8(text));
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] binary(byte... content) {
        return join(twoBytes(content.length), content);
    }

    static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] hex(String digits) {
        return ByteBufUtil.decodeHexDump(digits.replace(" ", ""));
    }

    public static byte[] twoBytes(int value) {
        return bytes(value >> 8, value);
    }

    public static byte[] fourBytes(long value) {
        return bytes((int) (value >> 24), (int) (value >> 16), (int) (value >> 8), (int) value);
    }

    public static byte[] variable(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 127) {
            out.write((rest & 127) | 128);
            rest >>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
