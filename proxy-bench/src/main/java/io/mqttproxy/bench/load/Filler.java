package io.mqttproxy.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * Printable characters for payloads, different for each message: Kafka compresses whole batches, which would shrink to
 * nothing if all messages were the same. They contain no repetitions, so compression gains less than with real readings.
 * Any thread may use it.
 */
final class Filler {
    private static final byte[] CHARACTERS = "0123456789.,-:abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Far more than the 64 KiB in which LZ4 looks for a repetition. */
    private static final int PLACES = 1 << 20;

    private final int length;
    private final byte[] characters;

    /**
     * Makes all characters there will be: 1 MiB besides the length.
     *
     * @param length for each message, in bytes
     */
    Filler(int length, long seed) {
        this.length = length;
        characters = new byte[PLACES + length];
        Random random = new Random(seed);
        for (int index = 0; index < characters.length; index++) {
            characters[index] = CHARACTERS[random.nextInt(CHARACTERS.length)];
        }
    }

    int length() {
        return length;
    }

    /** @param message the same number for the same characters */
    void writeTo(ByteBuf target, long message) {
        target.writeBytes(characters, place(message), length);
    }

    /** @param message the same number for the same characters */
    byte[] of(long message) {
        int place = place(message);
        return Arrays.copyOfRange(characters, place, place + length);
    }

    /** Multiplying by 2^64 divided by the golden ratio spreads consecutive numbers far apart. */
    private static int place(long message) {
        return (int) ((message * 0x9E37_79B9_7F4A_7C15L) >>> 44);
    }
}
