package io.mqttproxy.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mqttproxy.mqtt.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** Conversations that clients had, and damaged copies of them. */
final class FuzzCorpus {
    private static final String FILE = "fuzz-corpus.hex";

    /** Bytes that mean something somewhere: bounds, packet types, wildcards, NUL, the halves of surrogates. */
    private static final byte[] INTERESTING = Wire.bytes(
            0x00, 0x01, 0x02, 0x04, 0x7f, 0x80, 0xff, 0x10, 0x30, 0x32, 0x34, 0x3a, 0x62, 0xe0, '#', '+', '/', 0xed,
            0xa0);

    private final List<byte[]> seeds;

    private FuzzCorpus(List<byte[]> seeds) {
        this.seeds = seeds;
    }

    static FuzzCorpus load() {
        try (InputStream file = Objects.requireNonNull(FuzzCorpus.class.getResourceAsStream(FILE))) {
            return new FuzzCorpus(new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(HexFormat.of()::parseHex)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<byte[]> seeds() {
        return seeds;
    }

    /** One of them, sometimes with another one behind it, with a few things wrong. */
    byte[] damaged(SplittableRandom random) {
        byte[] bytes = pick(random);
        if (random.nextInt(4) == 0) {
            byte[] other = pick(random);
            bytes = Wire.join(bytes, Arrays.copyOfRange(other, connectLength(other), other.length));
        }
        for (int damages = random.nextInt(1, 4); damages > 0; damages--) {
            bytes = damage(bytes, random);
        }
        return bytes;
    }

    private byte[] pick(SplittableRandom random) {
        return seeds.get(random.nextInt(seeds.size()));
    }

    /** Mostly behind CONNECT, without which nothing gets any further. */
    private static byte[] damage(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(4) == 0 ? 0 : connectLength(bytes);
        if (from >= bytes.length) {
            return Wire.join(bytes, Wire.bytes(random.nextInt(256)));
        }
        int at = random.nextInt(from, bytes.length);
        int to = Math.min(bytes.length, at + random.nextInt(1, 5));
        byte[] damaged = bytes.clone();
        switch (random.nextInt(8)) {
            case 0, 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 2, 3 -> damaged[at] = INTERESTING[random.nextInt(INTERESTING.length)];
            case 4 -> damaged[at] += (byte) random.nextInt(-2, 3);
            case 5 -> damaged = spliced(bytes, at, new byte[0], to);
            case 6 -> damaged = spliced(bytes, at, Wire.bytes(random.nextInt(256)), at);
            default -> damaged = spliced(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
        }
        return damaged;
    }

    private static byte[] spliced(byte[] bytes, int end, byte[] between, int resume) {
        return Wire.join(Arrays.copyOf(bytes, end), between, Arrays.copyOfRange(bytes, resume, bytes.length));
    }

    /** All of CONNECT, if it comes first; in the corpus it is short. */
    private static int connectLength(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == 0x10 ? Math.min(bytes.length, 2 + (bytes[1] & 0x7f)) : 0;
    }
}
