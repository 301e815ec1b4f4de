package io.mqttproxy.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTextTest {
    @Test
    void textIsShownAsItIs() {
        assertEquals("{\"t\":\"21,5 °C\"}", ofText("{\"t\":\"21,5 °C\"}", 80));
    }

    @Test
    void lineBreaksAndTabsAreEscaped() {
        assertEquals("a\\r\\n\\tb", ofText("a\r\n\tb", 80));
    }

    @Test
    void bytesThatAreNotTextAreShownAsHex() {
        assertEquals("0x c3 28 ff", PayloadText.of(new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF}, 80));
    }

    @Test
    void controlCharactersNeverReachTheTerminal() {
        assertEquals("0x 1b 5b 32 4a", ofText("\u001B[2J", 80));
    }

    @Test
    void aLongTextIsCutBetweenCharactersAndItsSizeNamed() {
        assertEquals("ab🙂… (11 bytes)", ofText("ab🙂cdefg", 3));
    }

    @Test
    void manyBytesAreCutAndTheirNumberNamed() {
        assertEquals("0x 00 00… (1,000 bytes)", PayloadText.of(new byte[1_000], 6));
    }

    @Test
    void anEmptyPayloadIsShownAsEmpty() {
        assertEquals("(empty)", PayloadText.of(new byte[0], 80));
    }

    private static String ofText(String text, int limit) {
        return PayloadText.of(text.getBytes(StandardCharsets.UTF_8), limit);
    }
}
