package io.mqttproxy.bench.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Encodes outgoing packets without allocating objects or buffers per publish. */
public final class PacketWriter {
    private static final int CONNECT = 0x10;
    private static final int PUBLISH = 0x30;
    private static final int PUBREL = 0x62;
    private static final int PINGREQ = 0xC0;
    private static final int DISCONNECT = 0xE0;

    private static final int CLEAN_START = 0x02;
    private static final int PASSWORD = 0x40;
    private static final int USERNAME = 0x80;
    private static final int DUPLICATE = 0x08;

    private PacketWriter() {}

    /** Encodes a CONNECT. */
    public static void connect(ByteBuf target, MqttClientOptions options) {
        ByteBuf body = target.alloc().buffer();
        try {
            writeText(body, "MQTT");
            body.writeByte(options.version().level());
            body.writeByte((options.cleanStart() ? CLEAN_START : 0)
                    | (options.username() == null ? 0 : USERNAME)
                    | (options.password() == null ? 0 : PASSWORD));
            body.writeShort(options.keepAlive());
            if (options.version().hasProperties()) {
                body.writeByte(0);
            }
            writeText(body, options.clientId());
            writeOptionalText(body, options.username());
            writeOptionalText(body, options.password());
            target.writeByte(CONNECT);
            writeRemainingLength(target, body.readableBytes());
            target.writeBytes(body);
        } finally {
            body.release();
        }
    }

    /**
     * Encodes a PUBLISH.
     *
     * @param topic in UTF-8
     * @param packetId not written for QoS 0
     */
    public static void publish(
            ByteBuf target,
            MqttVersion version,
            byte[] topic,
            int qos,
            boolean duplicate,
            int packetId,
            Payload payload) {
        int length = 2 + topic.length + (qos == 0 ? 0 : 2) + (version.hasProperties() ? 1 : 0) + payload.length();
        target.writeByte(PUBLISH | (qos << 1) | (duplicate ? DUPLICATE : 0));
        writeRemainingLength(target, length);
        target.writeShort(topic.length);
        target.writeBytes(topic);
        if (qos > 0) {
            target.writeShort(packetId);
        }
        if (version.hasProperties()) {
            target.writeByte(0);
        }
        payload.writeTo(target);
    }

    static void pubrel(ByteBuf target, int packetId) {
        target.writeByte(PUBREL);
        target.writeByte(2);
        target.writeShort(packetId);
    }

    static void pingreq(ByteBuf target) {
        target.writeByte(PINGREQ);
        target.writeByte(0);
    }

    static void disconnect(ByteBuf target) {
        target.writeByte(DISCONNECT);
        target.writeByte(0);
    }

    private static void writeOptionalText(ByteBuf target, @Nullable String text) {
        if (text != null) {
            writeText(target, text);
        }
    }

    private static void writeText(ByteBuf target, String text) {
        target.writeShort(ByteBufUtil.utf8Bytes(text));
        target.writeCharSequence(text, StandardCharsets.UTF_8);
    }

    /** Encodes a variable byte integer (MQTT 5.0 section 1.5.5). */
    public static void writeRemainingLength(ByteBuf target, int length) {
        int rest = length;
        while (rest > 0x7F) {
            target.writeByte((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        target.writeByte(rest);
    }
}
