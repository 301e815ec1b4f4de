package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The memory that an incomplete packet is accounted with: that of the read's buffer, whatever the
 * allocator.
 */
class ReceivedBytesTest {
    private static final int READ = PacketDecoder.LARGEST_READ;
    private static final int UNFINISHED = 10;
    private static final int READS = 20;

    private final PacketDecoder decoder = new PacketDecoder(TestClient.LIMITS);
    private final EmbeddedChannel channel = new EmbeddedChannel(decoder);

    static Stream<ByteBufAllocator> allocators() {
        return Stream.of(
                new AdaptiveByteBufAllocator(), new PooledByteBufAllocator(), UnpooledByteBufAllocator.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void aReadCountsWithTheSizeOfItsBuffer(ByteBufAllocator allocator) {
        channel.writeInbound(unfinished(allocator, READ));

        assertEquals(READ, decoder.receivedBytes());
        finish();
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void aSliceOfAReadCountsAsTheWholeRead(ByteBufAllocator allocator) {
        ByteBuf read = unfinished(allocator, READ);
        ByteBuf piece = read.readRetainedSlice(UNFINISHED);
        read.release();

        channel.writeInbound(piece.readRetainedSlice(UNFINISHED - 1));
        piece.release();

        assertEquals(READ, decoder.receivedBytes());
        finish();
    }

    @ParameterizedTest
    @MethodSource("allocators")
    void aSmallBufferDoesNotCountWithItsWholePoolChunk(ByteBufAllocator allocator) {
        channel.writeInbound(unfinished(allocator, 64));

        assertTrue(decoder.receivedBytes() <= 64, () -> decoder.receivedBytes() + " bytes");
        finish();
    }

    /** Under load a read almost never ends where a packet does. */
    @ParameterizedTest
    @MethodSource("allocators")
    void readsThatAllEndWithinAPacketDoNotAddUp(ByteBufAllocator allocator) {
        byte[] packets = Wire.connect(ProtocolVersion.MQTT_3_1_1);
        while (packets.length < READS * READ) {
            packets = Wire.join(packets, Wire.packet(Wire.PUBLISH, Wire.string("t"), new byte[100]));
        }

        for (int i = 0; i < READS; i++) {
            channel.writeInbound(allocator.directBuffer(READ).writeBytes(packets, i * READ, READ));
        }

        assertTrue(
                decoder.receivedBytes() > 0 && decoder.receivedBytes() <= 4 * READ,
                () -> decoder.receivedBytes() + " bytes");
        finish();
    }

    private void finish() {
        channel.finishAndReleaseAll();
        assertEquals(0, decoder.receivedBytes());
    }

    /** The beginning of a CONNECT in a buffer of this size. */
    private static ByteBuf unfinished(ByteBufAllocator allocator, int size) {
        return allocator.directBuffer(size).writeBytes(new byte[] {0x10, 30, 0, 4, 'M', 'Q', 'T', 'T', 4, 0});
    }
}
