package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames are given in hexadecimal. The client's are masked with zeros, which keeps their payload
 * readable.
 */
class WebSocketFramesTest {
    private static final String MASK = "00000000";

    private final RecordingTail tail = new RecordingTail();
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new WebSocketDecoder(70_000), new WebSocket13FrameEncoder(false), new WebSocketFrames(), tail);

    @AfterEach
    void closeChannel() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aPacketMaySpanManyFramesAndAFrameManyPackets() {
        receive("8281" + MASK + "10", "8283" + MASK + "020304", "8284" + MASK + "c000c000");

        assertEquals("10020304c000c000", tail.hex());
    }

    @Test
    void aMessageMayBeFragmentedWithAPingInBetween() {
        receive("0281" + MASK + "aa", "8980" + MASK, "0081" + MASK + "bb", "8081" + MASK + "cc");

        assertEquals("aabbcc", tail.hex());
        assertEquals("8a00", sent());
    }

    @Test
    void theFramesOfOneReadArePassedOnAsOneBuffer() {
        receive("8281" + MASK + "10" + "8283" + "01020304" + "030107" + "8280" + MASK + "8289" + "01020304"
                + "a1a2a3a4a5a6a7a8a9");

        assertEquals(List.of("10" + "020304" + "a0a0a0a0a4a4a4aca8"), tail.buffers());
    }

    @Test
    void aPingBetweenFramesOfOneReadIsAnsweredInItsPlace() {
        receive("8282" + MASK + "c000" + "8981" + "01000000" + "60" + "8282" + MASK + "c000" + "8980" + MASK + "82");

        assertEquals(List.of("c000", "c000"), tail.buffers());
        assertEquals("8a0161" + "8a00", sent());
    }

    @Test
    void whatPrecedesAViolationInTheSameReadIsPassedOn() {
        receive("8281" + MASK + "aa" + "8181" + MASK + "61" + "8281" + MASK + "bb");

        assertEquals("aa", tail.hex());
        assertFailed();
    }

    @Test
    void payloadIsUnmasked() {
        receive("8284" + "01020304" + "c102c304");

        assertEquals("c000c000", tail.hex());
    }

    @Test
    void payloadIsPassedOnBeforeItsFrameIsComplete() {
        receive("82fe8000" + "01020304" + "c102c3");
        assertEquals("c000c0", tail.hex());

        receive("04c0");
        assertEquals("c000c000c1", tail.hex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"82", "82fe80", "89fd" + MASK + "6162"})
    void theBeginningOfAFrameDoesNotKeepItsReadInMemory(String beginning) {
        ByteBuf read = PooledByteBufAllocator.DEFAULT.directBuffer(16 * 1024);
        read.writeBytes(ByteBufUtil.decodeHexDump("8281" + MASK + "aa" + beginning));

        channel.writeInbound(read);

        assertEquals("aa", tail.hex());
        assertEquals(0, read.refCnt());
    }

    /** Cuts the beginning of frames from Netty's client encoder in two, in every possible way. */
    @ParameterizedTest
    @CsvSource({"1, 7", "7, 13", "8, 14", "9, 15", "125, 20", "126, 20", "300, 20", "65535, 1", "65536, 1"})
    void thePayloadIsTheSameWhateverTheLengthAndTheCut(int length, int cuts) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        for (int cut = 1; cut <= cuts; cut++) {
            EmbeddedChannel client = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
            client.writeOutbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(payload)));
            ByteBuf frame = client.readOutbound();
            channel.writeInbound(frame.readRetainedSlice(cut), frame);
        }

        assertEquals(ByteBufUtil.hexDump(payload).repeat(cuts), tail.hex());
    }

    /** Frames of random lengths with pings between them, in reads of random lengths. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void thePayloadIsTheSameHoweverFramesAndReadsAreCut(long seed) {
        Random random = new Random(seed);
        EmbeddedChannel client = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
        StringBuilder payloads = new StringBuilder();
        for (int frame = 0; frame < 200; frame++) {
            byte[] payload = new byte[random.nextInt(frame % 50 == 0 ? 1_000 : 20)];
            random.nextBytes(payload);
            boolean ping = payload.length < 20 && random.nextInt(10) == 0;
            ByteBuf content = Unpooled.wrappedBuffer(payload);
            client.writeOutbound(ping ? new PingWebSocketFrame(content) : new BinaryWebSocketFrame(content));
            payloads.append(ping ? "" : ByteBufUtil.hexDump(payload));
        }

        ByteBuf sent = Unpooled.buffer();
        for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
            sent.writeBytes(part);
            part.release();
        }
        while (sent.isReadable()) {
            channel.writeInbound(sent.readBytes(Math.min(sent.readableBytes(), 1 + random.nextInt(300))));
        }

        sent.release();
        assertEquals(payloads.toString(), tail.hex());
    }

    @Test
    void anEmptyFrameIsIgnored() {
        receive("8280" + MASK, "8281" + MASK + "01");

        assertEquals("01", tail.hex());
    }

    @Test
    void aPingIsAnsweredWithItsPayload() {
        receive("8983" + MASK + "616263");

        assertEquals("8a03616263", sent());
        assertTrue(tail.hex().isEmpty());
    }

    @Test
    void aPongIsIgnored() {
        receive("8a80" + MASK);

        assertEquals("", sent());
        assertTrue(channel.isOpen());
    }

    @Test
    void aClientThatDoesNotReadGetsNoPongs() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        receive("8980" + MASK);

        assertEquals("", sent());
    }

    @Test
    void aTextFrameClosesTheConnectionWith1003() {
        receive("8181" + MASK + "61" + "8281" + MASK + "01");

        assertTrue(sent().matches("88..03eb.*"));
        assertTrue(tail.hex().isEmpty());
        assertFailed();
    }

    @ParameterizedTest
    @CsvSource({
        "820110, 1002, not masked",
        "c28100000000aa, 1002, a reserved bit",
        "83810000000010, 1002, a reserved opcode",
        "80810000000010, 1002, a continuation frame without a message to continue",
        "098000000000, 1002, a fragmented ping",
        "82ff0000000000011171" + MASK + ", 1009, longer than allowed",
        "82fe007d" + MASK + ", 1002, a length of two bytes that needs none",
        "82ff000000000000ffff" + MASK + ", 1002, a length of eight bytes that needs two",
        "82ffffffffffffffffff" + MASK + ", 1002, a negative length",
        "0281" + MASK + "aa8281" + MASK + "bb, 1002, a message within a message",
        "89fe007e" + MASK + ", 1002, a long ping",
        "82ff7fffffffffffffff00000000, 1009, very much longer than allowed"
    })
    void aViolationOfRfc6455ClosesTheConnection(String frame, int status, String why) {
        receive(frame);

        assertTrue(sent().startsWith("88"), why);
        assertFailed();
        TransportFailure failure = tail.failure();
        assertNotNull(failure);
        assertTrue(failure.detail().endsWith("closed with " + status), failure.detail());
    }

    @Test
    void aCloseFrameIsEchoedWithoutItsReason() {
        receive("8886" + MASK + "03e962796521" + "8281" + MASK + "01");

        assertEquals("880203e9", sent());
        assertFalse(channel.isOpen());
        assertTrue(tail.hex().isEmpty());
        assertNull(tail.failure());
    }

    @Test
    void theProxyEndsWithACloseFrameAfterEverythingWritten() {
        channel.write(Unpooled.wrappedBuffer(new byte[] {(byte) 0xd0, 0}));

        EndOfOutput.send(channel.pipeline().context(tail));

        assertEquals("8202d000" + "880503e8" + "427965", sent());
        assertTrue(channel.isOpen());
    }

    @Test
    void afterTheProxysEndTheClientsCloseFrameClosesTheChannelWithoutAnother() {
        EndOfOutput.send(channel.pipeline().context(tail));
        sent();

        receive("8281" + MASK + "01");
        assertEquals("", tail.hex());
        receive("8882" + MASK + "03e8");

        assertEquals("", sent());
        assertFalse(channel.isOpen());
    }

    @Test
    void aCloseFrameWithoutStatusIsEchoedAsSuch() {
        receive("8880" + MASK);

        assertEquals("8800", sent());
    }

    @Test
    void closingSendsOneCloseFrame() {
        channel.close();
        channel.close();

        assertEquals("880503e8" + "427965", sent());
        assertFalse(channel.isOpen());
    }

    @Test
    void eachBufferBecomesOneBinaryFrame() {
        channel.writeOutbound(bytes("20020000"), bytes("40020001"));

        assertEquals("820420020000" + "820440020001", sent());
    }

    @Test
    void aLargeBufferIsNotCopied() {
        ByteBuf large = Unpooled.wrappedBuffer(new byte[2_000]);
        channel.writeOutbound(large);

        ByteBuf header = channel.readOutbound();
        assertEquals("827e07d0", ByteBufUtil.hexDump(header));
        header.release();
        assertSame(large, channel.readOutbound());
    }

    @Test
    void theEndOfAReadIsPassedOnAndAutoReadIsLeftAlone() {
        channel.config().setAutoRead(false);
        receive("8281" + MASK + "01");

        assertEquals(1, tail.readsCompleted());
        assertFalse(channel.config().isAutoRead());
    }

    private void receive(String... frames) {
        for (String frame : frames) {
            channel.writeInbound(bytes(frame));
        }
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    private String sent() {
        StringBuilder hex = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            hex.append(ByteBufUtil.hexDump(bytes));
            bytes.release();
        }
        return hex.toString();
    }

    private void assertFailed() {
        TransportFailure failure = tail.failure();
        assertNotNull(failure);
        assertEquals(TransportFailure.Reason.WEBSOCKET_PROTOCOL_ERROR, failure.reason());
        assertFalse(channel.isOpen());
        assertEquals(List.of(), tail.exceptions());
    }
}
