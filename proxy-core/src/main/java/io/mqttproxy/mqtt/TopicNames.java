package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topic names of one connection. A device repeats a few of them for ever: those are remembered as bytes beside
 * the text, so that a repeated one costs a comparison instead of a UTF-8 check, a syntax check and a new {@code String}.
 *
 * <p>Bounded by {@value #SLOTS} names of {@value #LONGEST} bytes; a connection that publishes nothing holds none.
 */
final class TopicNames {
    private static final int SLOTS = 8;
    private static final int LONGEST = 256;

    private record Name(ByteBuf bytes, String text) {}

    private @Nullable Name @Nullable [] names;

    /** A topic name that {@link TopicSyntax#isValidTopicName} holds for, or the empty string. */
    String read(ByteBuf in) throws MalformedException {
        int length = Fields.readLength(in, "topic name");
        if (length == 0 || length > LONGEST) {
            return readChecked(in, length);
        }
        int start = in.readerIndex();
        int slot = slot(in, start, length);
        Name known = names == null ? null : names[slot];
        if (known != null && isSame(known.bytes, in, length)) {
            in.skipBytes(length);
            return known.text;
        }
        String text = readChecked(in, length);
        remember(slot, new Name(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(in, start, length)), text));
        return text;
    }

    /** Checks a topic name outside the cache too, such as that of a will. */
    static void check(String topic) throws MalformedException {
        if (TopicSyntax.hasWildcard(topic)) {
            throw MalformedException.invalidTopicName("topic name has a wildcard [MQTT-3.3.2-2]");
        }
    }

    private static String readChecked(ByteBuf in, int length) throws MalformedException {
        String topic = Fields.readString(in, length, "topic name");
        check(topic);
        return topic;
    }

    private static int slot(ByteBuf in, int start, int length) {
        int hash = 0;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + in.getByte(i);
        }
        return (hash ^ hash >>> 16) & (SLOTS - 1);
    }

    private static boolean isSame(ByteBuf name, ByteBuf in, int length) {
        return name.readableBytes() == length
                && ByteBufUtil.equals(name, name.readerIndex(), in, in.readerIndex(), length);
    }

    private void remember(int slot, Name name) {
        if (names == null) {
            names = new Name[SLOTS];
        }
        names[slot] = name;
    }
}
