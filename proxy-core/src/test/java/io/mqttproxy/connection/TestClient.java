package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.transport.TransportAttributes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** One device: sends bytes, and shows what it got in return. */
final class TestClient {
    /** Room for one unread packet of a few bytes: Netty counts about a hundred for its bookkeeping. */
    static final int WRITE_BUFFER = 256;

    final Socket socket = new Socket();
    final EmbeddedChannel channel;
    private final TestProxy proxy;
    private final ProtocolVersion version;
    private final ByteBuf bytesReceived = Unpooled.buffer();

    TestClient(TestProxy proxy, ProtocolVersion version) {
        this.proxy = proxy;
        this.version = version;
        channel = EmbeddedChannel.builder().register(false).build();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(WRITE_BUFFER / 2, WRITE_BUFFER));
        channel.attr(TransportAttributes.REMOTE_ADDRESS).set(InetSocketAddress.createUnresolved("device", 1883));
        proxy.eventLoop().register(channel);
        channel.pipeline().addLast(socket);
        proxy.tail().addTo(channel.pipeline(), "mqtt");
    }

    // What it sends.

    /** Sends the packets in one read. */
    TestClient sends(byte[]... packets) {
        channel.writeInbound(Unpooled.wrappedBuffer(Wire.join(packets)));
        proxy.runTasks();
        return this;
    }

    /** Sends CONNECT, and must be let in. */
    TestClient connects(Connect connect) {
        sends(connect.bytes());
        String connack = receivedOne();
        assertTrue(connack.startsWith("20"), () -> "not CONNACK: " + connack);
        assertEquals("0000", connack.substring(4, 8), () -> "not let in: " + connack);
        socket.resetCounts();
        return this;
    }

    TestClient publishes(int qos, int packetId, String topic, String payload) {
        return sends(publish(qos, packetId, topic, payload));
    }

    byte[] publish(int qos, int packetId, String topic, String payload) {
        return publish(qos << 1, packetId, topic, new byte[0], payload);
    }

    byte[] publishAgain(int qos, int packetId, String topic, String payload) {
        return publish(0x08 | qos << 1, packetId, topic, new byte[0], payload);
    }

    byte[] publishWithAlias(int packetId, String topic, int alias, String payload) {
        return publish(1 << 1, packetId, topic, Wire.join(Wire.bytes(0x23), Wire.twoBytes(alias)), payload);
    }

    byte[] publishWithUserProperty(int qos, int packetId, String topic, String name, String value) {
        return publish(
                qos << 1, packetId, topic, Wire.join(Wire.bytes(0x26), Wire.string(name), Wire.string(value)), "");
    }

    byte[] publish(int flags, int packetId, String topic, byte[] properties, String payload) {
        return Wire.packet(
                0x30 | flags,
                Wire.string(topic),
                (flags & 0x06) == 0 ? new byte[0] : Wire.twoBytes(packetId),
                version.isMqtt5() ? Wire.join(Wire.variable(properties.length), properties) : new byte[0],
                Wire.utf8(payload));
    }

    byte[] pubrel(int packetId) {
        return Wire.packet(0x62, Wire.twoBytes(packetId));
    }

    byte[] subscribe(int packetId, String... filters) {
        byte[] payload = {};
        for (String filter : filters) {
            payload = Wire.join(payload, Wire.string(filter), Wire.bytes(1));
        }
        return Wire.packet(0x82, Wire.twoBytes(packetId), noProperties(), payload);
    }

    byte[] unsubscribe(int packetId, String... filters) {
        byte[] payload = {};
        for (String filter : filters) {
            payload = Wire.join(payload, Wire.string(filter));
        }
        return Wire.packet(0xA2, Wire.twoBytes(packetId), noProperties(), payload);
    }

    private byte[] noProperties() {
        return version.isMqtt5() ? Wire.bytes(0) : new byte[0];
    }

    static byte[] pingreq() {
        return Wire.bytes(0xC0, 0);
    }

    static byte[] disconnect() {
        return Wire.bytes(0xE0, 0);
    }

    static byte[] disconnect(int reasonCode) {
        return Wire.bytes(0xE0, 1, reasonCode);
    }

    static byte[] disconnectWithSessionExpiry(int reasonCode, int seconds) {
        return Wire.packet(0xE0, Wire.bytes(reasonCode, 5, 0x11), Wire.fourBytes(seconds));
    }

    /** The socket is gone from one moment to the next. */
    TestClient vanishes() {
        if (channel.isOpen()) {
            channel.unsafe().close(channel.unsafe().voidPromise());
        }
        proxy.runTasks();
        collect();
        bytesReceived.clear();
        return this;
    }

    /** Its socket is reset, which Netty reports before it closes the channel. */
    TestClient resets() {
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        return vanishes();
    }

    // What it gets.

    /** The packets since it was asked last, in hexadecimal. */
    List<String> received() {
        collect();
        return Received.packets(bytesReceived);
    }

    String receivedOne() {
        List<String> packets = received();
        assertEquals(1, packets.size(), () -> "one packet expected, got " + packets);
        return packets.get(0);
    }

    /** The reason code of the DISCONNECT that it got, and nothing else. */
    int receivedDisconnect() {
        String packet = receivedOne();
        assertTrue(packet.startsWith("e0"), () -> "not DISCONNECT: " + packet);
        return Integer.parseInt(packet.substring(4, 6), 16);
    }

    private void collect() {
        for (Object message = channel.readOutbound(); message != null; message = channel.readOutbound()) {
            ByteBuf bytes = (ByteBuf) message;
            bytesReceived.writeBytes(bytes);
            bytes.release();
        }
    }

    /** Whether the proxy wants to hear more. */
    boolean isRead() {
        return channel.config().isAutoRead();
    }

    TestClient assertOpen() {
        proxy.advance(Duration.ofSeconds(2));
        assertTrue(channel.isOpen(), "the connection was closed");
        return this;
    }

    /** Closed at once, or as soon as the client has had its time to read the last packet. */
    TestClient assertClosed(String reason) {
        assertEquals(1, proxy.disconnects(reason), "connections closed for " + reason);
        proxy.advance(Duration.ofSeconds(2));
        assertFalse(channel.isOpen(), "the connection is still open");
        return this;
    }
}
