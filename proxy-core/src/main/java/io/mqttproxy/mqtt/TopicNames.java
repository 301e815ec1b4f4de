package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic names of one connection. A device keeps repeating a few topic names. These are
 * cached as bytes together with their text, so that a repeated name costs one comparison instead of a
 * UTF-8 check, a syntax check and a new {@code String}.
 *
 * <p>Bounded by {@value #MAX_NAMES} names of {@value #MAX_BYTES} bytes; a connection that publishes
 * nothing caches none.
 */
final class TopicNames {
    private static final int MAX_NAMES = 16;
    private static final int MAX_BYTES = 128;
    private static final long HASH_MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private record Name(long hash, byte[] bytes, String text) {}

    private List<Name> names = List.of();
    private int oldest;

    /** Reads a topic name that satisfies {@link TopicSyntax#isValidTopicName}, or the empty string. */
    String read(ByteBuf in) throws MalformedException {
        int length = Fields.readLength(in, "topic name");
        if (length == 0 || length > MAX_BYTES) {
            return readChecked(in, length);
        }
        int start = in.readerIndex();
        long hash = hash(in, start, start + length);
        String known = find(hash, in, length);
        if (known != null) {
            in.skipBytes(length);
            return known;
        }
        String text = readChecked(in, length);
        remember(new Name(hash, ByteBufUtil.getBytes(in, start, length), text));
        return text;
    }

    private static String readChecked(ByteBuf in, int length) throws MalformedException {
        String topic = Fields.readString(in, length, "topic name");
        if (TopicSyntax.hasWildcard(topic)) {
            throw MalformedException.invalidTopicName("topic name has a wildcard [MQTT-3.3.2-2]");
        }
        return topic;
    }

    /**
     * Hashes eight bytes at a time. Collisions are harmless: names with equal hashes are compared byte
     * by byte.
     */
    private static long hash(ByteBuf in, int start, int end) {
        long hash = 0;
        int i = start;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            hash = (hash + in.getLong(i)) * HASH_MULTIPLIER;
        }
        for (; i < end; i++) {
            hash = (hash + in.getByte(i)) * HASH_MULTIPLIER;
        }
        return hash;
    }

    private @Nullable String find(long hash, ByteBuf in, int length) {
        for (int i = 0; i < names.size(); i++) {
            Name name = names.get(i);
            if (name.hash == hash && isSame(name.bytes, in, length)) {
                return name.text;
            }
        }
        return null;
    }

    private static boolean isSame(byte[] name, ByteBuf in, int length) {
        if (name.length != length) {
            return false;
        }
        int start = in.readerIndex();
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            if ((long) LONGS.get(name, i) != in.getLong(start + i)) {
                return false;
            }
        }
        while (i < length && name[i] == in.getByte(start + i)) {
            i++;
        }
        return i == length;
    }

    private void remember(Name name) {
        if (names.isEmpty()) {
            names = new ArrayList<>(1);
        }
        if (names.size() < MAX_NAMES) {
            names.add(name);
        } else {
            names.set(oldest, name);
            oldest = (oldest + 1) % MAX_NAMES;
        }
    }
}
