package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client whose bytes go through a {@link PacketDecoder}. Closing it checks that every buffer was released and that
 * nothing but packets reached the end of the pipeline.
 */
final class TestClient implements AutoCloseable {
    static final DecoderLimits LIMITS = new DecoderLimits(64 * 1024, 4);

    final PacketDecoder decoder;
    final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final EmbeddedChannel channel;
    private final List<InboundPacket> received = new ArrayList<>();
    private Consumer<InboundPacket> onPacket = packet -> {};

    TestClient() {
        this(LIMITS);
    }

    TestClient(DecoderLimits limits) {
        decoder = new PacketDecoder(limits);
        channel = new EmbeddedChannel();
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast("decoder", decoder).addLast(new Receiver());
    }

    /** A client that has connected; its CONNECT packet has already been consumed. */
    static TestClient connected(ProtocolVersion version) {
        return connected(version, LIMITS);
    }

    static TestClient connected(ProtocolVersion version, DecoderLimits limits) {
        TestClient client = new TestClient(limits);
        assertInstanceOf(ConnectPacket.class, client.sendsOne(Wire.connect(version)));
        return client;
    }

    /** Sends each array as one read. Returns the decoded packets. */
    List<InboundPacket> sends(byte[]... reads) {
        received.clear();
        for (byte[] read : reads) {
            channel.writeInbound(buffer(read));
        }
        return List.copyOf(received);
    }

    InboundPacket sendsOne(byte[] packet) {
        List<InboundPacket> packets = sends(packet);
        assertEquals(1, packets.size(), packets::toString);
        return packets.get(0);
    }

    /** Sends each byte as a read of its own. */
    List<InboundPacket> sendsByteByByte(byte[] packets) {
        byte[][] reads = new byte[packets.length][];
        for (int i = 0; i < packets.length; i++) {
            reads[i] = new byte[] {packets[i]};
        }
        return sends(reads);
    }

    /** Decodes the packet of a connected client, which must be well-formed. */
    static <P extends InboundPacket> P decode(Class<P> type, ProtocolVersion version, byte[] packet) {
        try (TestClient client = connected(version)) {
            return assertInstanceOf(type, client.sendsOne(packet));
        }
    }

    /** Decodes a CONNECT, which must be well-formed. */
    static ConnectPacket decodeConnect(byte[] packet) {
        try (TestClient client = new TestClient()) {
            return assertInstanceOf(ConnectPacket.class, client.sendsOne(packet));
        }
    }

    /**
     * The verdict on a malformed packet of a connected client, which must be the same however the
     * bytes are cut into reads.
     */
    static MalformedPacket refused(ProtocolVersion version, byte[] packet) {
        try (TestClient atOnce = connected(version);
                TestClient byteByByte = connected(version)) {
            return sameVerdict(atOnce, byteByByte, packet);
        }
    }

    /** The verdict on a malformed first packet. */
    static MalformedPacket refused(byte[] packet) {
        try (TestClient atOnce = new TestClient();
                TestClient byteByByte = new TestClient()) {
            return sameVerdict(atOnce, byteByByte, packet);
        }
    }

    private static MalformedPacket sameVerdict(TestClient atOnce, TestClient byteByByte, byte[] packet) {
        MalformedPacket verdict = assertInstanceOf(MalformedPacket.class, atOnce.sendsOne(packet));
        assertEquals(List.of(verdict), byteByByte.sendsByteByByte(packet));
        return verdict;
    }

    /** The packets that a gate holds no longer. */
    List<InboundPacket> deliver() {
        received.clear();
        decoder.deliver(channel.pipeline().context(decoder));
        return List.copyOf(received);
    }

    void onPacket(Consumer<InboundPacket> listener) {
        onPacket = listener;
    }

    EmbeddedChannel channel() {
        return channel;
    }

    ByteBuf buffer(byte[] content) {
        return allocator.buffer(content.length).writeBytes(content);
    }

    List<InboundPacket> disconnects() {
        received.clear();
        channel.close().syncUninterruptibly();
        return List.copyOf(received);
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
        channel.checkException();
        assertEquals(0, allocator.metric().usedHeapMemory(), "leaked bytes");
    }

    private final class Receiver extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            assertTrue(message instanceof InboundPacket, () -> "not a packet: " + message);
            received.add((InboundPacket) message);
            onPacket.accept((InboundPacket) message);
        }
    }
}
