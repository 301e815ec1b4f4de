package io.mqttproxy.bench.demo;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Makes bytes fit to look at: text as text without its control characters, anything else as hex, both on one line. */
final class PayloadText {
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int WIDTH_OF_HEX_BYTE = 3;

    private PayloadText() {}

    /**
     * What to show.
     *
     * @param limit characters, after which the text is cut and the size named
     */
    static String of(byte[] bytes, int limit) {
        if (bytes.length == 0) {
            return "(empty)";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.codePoints().allMatch(PayloadText::isText)) {
                return cut(escape(text), limit, bytes.length);
            }
        } catch (CharacterCodingException e) {
            // Not text, then.
        }
        int shown = Math.min(bytes.length, limit / WIDTH_OF_HEX_BYTE);
        return "0x " + HEX.formatHex(bytes, 0, shown) + (shown < bytes.length ? ellipsis(bytes.length) : "");
    }

    private static boolean isText(int codePoint) {
        return codePoint == '\n' || codePoint == '\r' || codePoint == '\t' || !Character.isISOControl(codePoint);
    }

    private static String escape(String text) {
        return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }

    private static String cut(String text, int limit, int size) {
        if (text.codePointCount(0, text.length()) <= limit) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, limit)) + ellipsis(size);
    }

    private static String ellipsis(int size) {
        return String.format("… (%,d bytes)", size);
    }
}
