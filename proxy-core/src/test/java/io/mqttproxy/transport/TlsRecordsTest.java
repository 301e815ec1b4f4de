package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing is decrypted here: only how the bytes are cut into records matters. */
class TlsRecordsTest {
    private static final String APPLICATION_DATA = "170303";

    private final TlsRecords records = new TlsRecords();
    private final RecordingTail tail = new RecordingTail();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    TlsRecordsTest() {
        channel.pipeline().addLast(HandlerNames.TLS_RECORDS, records).addLast(tail);
    }

    @AfterEach
    void nothingLeaks() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aRecordIsKeptUntilItIsComplete() {
        records.handshakeIsOver();
        String record = APPLICATION_DATA + "0003" + "aabbcc";

        for (int at = 0; at < record.length() - 2; at += 2) {
            receive(record.substring(at, at + 2));
            assertTrue(received() > 0, "after byte " + at / 2);
        }
        receive("cc");

        assertEquals(0, received());
        assertEquals(record, tail.hex());
    }

    @Test
    void recordsOfOneReadAreSeparated() {
        records.handshakeIsOver();

        receive(APPLICATION_DATA + "0001" + "aa" + APPLICATION_DATA + "0000" + APPLICATION_DATA + "0002" + "bbcc");
        assertEquals(0, received());

        receive(APPLICATION_DATA + "0001" + "aa" + APPLICATION_DATA + "4000" + "bb".repeat(1_000));
        assertTrue(received() > 2_000, () -> received() + " bytes");
    }

    @Test
    void aHandshakeIsKeptUntilItIsOver() {
        receive("160301" + "0002" + "0100");
        int first = received();
        assertTrue(first > 0);

        receive("160301" + "1000" + "00".repeat(0x1000));
        assertTrue(received() > first + 0x1000);

        records.handshakeIsOver();
        assertEquals(0, received());
    }

    @Test
    void aRecordLongerThanTheMaximumIsRefusedByItsHeader() {
        receive("170303");
        assertEquals("170303", tail.hex());

        receive("ffff");
        receive("0000");

        assertEquals(1, tail.exceptions().size());
        assertThrows(TooLongFrameException.class, () -> {
            throw tail.exceptions().get(0);
        });
        assertEquals("170303", tail.hex(), "nothing comes through any more");
    }

    @Test
    void bytesThatAreNotTlsAreLeftToTheTlsHandler() {
        String connect = "10ffffffffff";

        receive(connect);

        assertEquals(connect, tail.hex());
        assertEquals(0, tail.exceptions().size());
    }

    private int received() {
        return ListenerPipeline.receivedBytes(channel.pipeline());
    }

    private void receive(String hex) {
        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
    }
}
