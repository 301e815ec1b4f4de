package io.mqttproxy.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.ledger.Stamp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class StampedPayloadsTest {
    private static final int SIZE = 100;
    private static final int MESSAGES = 500;

    private final Payloads payloads = new StampedPayloads(7, SIZE, 1);

    @Test
    void aMessageSentAgainHasTheSamePayload() {
        assertEquals(bytes(3, 8), bytes(3, 8));
        assertEquals(new Stamp(7, 3, 8), Stamp.read(array(bytes(3, 8))));
    }

    /** Their characters are of twenty kinds, which is 4.3 bits of eight. */
    @Test
    void aBatchCompressesNoBetterThanOnePayload() {
        ByteBuf batch = Unpooled.buffer();
        for (int message = 0; message < MESSAGES; message++) {
            batch.writeBytes(bytes(message % 2, message / 2));
        }

        assertTrue(deflated(array(batch)) > MESSAGES * SIZE / 2, deflated(array(batch)) + " bytes");
    }

    private ByteBuf bytes(int device, long sequence) {
        ByteBuf bytes = Unpooled.buffer();
        payloads.of(device, sequence).writeTo(bytes);
        return bytes;
    }

    private static byte[] array(ByteBuf bytes) {
        byte[] array = new byte[bytes.readableBytes()];
        bytes.getBytes(bytes.readerIndex(), array);
        return array;
    }

    private static int deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        int length = deflater.deflate(new byte[2 * bytes.length]);
        deflater.end();
        return length;
    }
}
