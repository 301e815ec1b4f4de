package io.mqttproxy.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the data types of MQTT (MQTT 5.0 section 1.5); shares nothing with the code under test. */
final class Bytes {
    private Bytes() {}

    static byte[] of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] twoBytes(int value) {
        return of(value >> 8, value);
    }

    static byte[] fourBytes(long value) {
        return of((int) (value >> 24), (int) (value >> 16), (int) (value >> 8), (int) value);
    }

    static byte[] string(String text) {
        return binary(utf8(text));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] binary(byte[] content) {
        return join(twoBytes(content.length), content);
    }

    static byte[] variable(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 127) {
            out.write((rest & 127) | 128);
            rest >>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** A packet with the remaining length that its parts have. */
    static byte[] packet(int firstByte, byte[]... parts) {
        byte[] body = join(parts);
        return join(of(firstByte), variable(body.length), body);
    }
}
