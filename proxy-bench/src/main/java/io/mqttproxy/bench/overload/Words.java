package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.client.Carrier;
import io.mqttproxy.bench.client.MqttClientOptions;
import io.mqttproxy.bench.client.MqttVersion;
import io.mqttproxy.bench.client.PacketWriter;
import io.mqttproxy.bench.client.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that overloading connections send, in direct memory, because any other buffer would be
 * copied for each of them.
 */
final class Words {
    /** First byte of a CONNECT. */
    static final int CONNECT = 0x10;

    /** First byte of a PUBLISH of QoS 0. */
    static final int PUBLISH = 0x30;

    private static final byte[] TOPIC = "overload".getBytes(StandardCharsets.US_ASCII);
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private Words() {}

    /** A complete CONNECT. */
    static ByteBuf connect(MqttVersion version, String clientId) {
        return connect(version, clientId, null, null);
    }

    /** The same of somebody with a name. */
    static ByteBuf connect(MqttVersion version, String clientId, @Nullable String username, @Nullable String password) {
        ByteBuf packet = Unpooled.directBuffer();
        PacketWriter.connect(
                packet,
                new MqttClientOptions(
                        NOWHERE,
                        null,
                        Carrier.TCP,
                        version,
                        clientId,
                        username,
                        password,
                        true,
                        0,
                        1,
                        Duration.ofSeconds(1)));
        return packet;
    }

    /**
     * A packet of which the end is missing.
     *
     * @param type first byte
     * @param length remaining length
     * @param sent bytes of it that follow
     */
    static ByteBuf unfinished(int type, int length, int sent) {
        ByteBuf packet = Unpooled.directBuffer(sent);
        packet.writeByte(type);
        PacketWriter.writeRemainingLength(packet, length);
        return packet.writeZero(sent - packet.readableBytes());
    }

    /** An HTTP request (RFC 9112 section 2.1) without the empty line at its end. */
    static ByteBuf unfinishedRequest(int headers, int valueLength) {
        String request = "GET /mqtt HTTP/1.1\r\n" + ("x: " + "y".repeat(valueLength) + "\r\n").repeat(headers);
        return Unpooled.directBuffer(request.length()).writeBytes(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** The beginning of a ClientHello of TLS (RFC 8446 sections 4 and 5.1). */
    static ByteBuf halfClientHello() {
        return Unpooled.directBuffer()
                .writeByte(22) // handshake
                .writeShort(0x0301)
                .writeShort(512)
                .writeByte(1) // ClientHello
                .writeMedium(508)
                .writeShort(0x0303)
                .writeZero(250);
    }

    /** Publishes of QoS 1. */
    static ByteBuf publishes(MqttVersion version, int count, int size) {
        ByteBuf packets = Unpooled.directBuffer();
        for (int packetId = 1; packetId <= count; packetId++) {
            PacketWriter.publish(packets, version, TOPIC, 1, false, packetId, new Zeros(size));
        }
        return packets;
    }

    private record Zeros(int length) implements Payload {
        @Override
        public void writeTo(ByteBuf target) {
            target.writeZero(length);
        }
    }
}
