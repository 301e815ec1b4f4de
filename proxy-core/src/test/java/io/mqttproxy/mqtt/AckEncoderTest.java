package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** The bytes of acknowledgements (MQTT 5.0 sections 3.4 to 3.7). */
class AckEncoderTest {
    private final ByteBuf out = Unpooled.buffer();

    @Test
    void successIsTheShortForm() {
        AckEncoder.puback(out, 1);
        AckEncoder.pubrec(out, 0x1234);
        AckEncoder.pubcomp(out, 65_535);

        assertEquals("40020001" + "50021234" + "7002ffff", ByteBufUtil.hexDump(out));
        assertEquals(3 * AckEncoder.SUCCESS_BYTES, out.readableBytes());
    }

    @Test
    void aReasonCodeTakesOneMoreByte() {
        AckEncoder.puback(out, 1, 0x87);
        AckEncoder.pubrec(out, 65_535, 0x97);
        AckEncoder.pubcomp(out, 2, 0x92);

        assertEquals("4003000187" + "5003ffff97" + "7003000292", ByteBufUtil.hexDump(out));
        assertEquals(3 * AckEncoder.REASON_BYTES, out.readableBytes());
    }
}
