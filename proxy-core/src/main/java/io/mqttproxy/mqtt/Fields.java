package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.CharsetUtil;

/**
 * Reads the data types of MQTT 5.0 section 1.5 from a buffer whose readable bytes are the rest of one
 * packet, or of its properties. The parameter {@code what} names the field in the message of a {@link
 * MalformedException}.
 */
final class Fields {
    private static final byte[] EMPTY = new byte[0];
    private static final int MORE = 0x80;
    private static final int MAX_VARIABLE_BYTES = 4;

    private Fields() {}

    static int readByte(ByteBuf in, String what) throws MalformedException {
        require(in, 1, what);
        return in.readUnsignedByte();
    }

    static int readTwoByteInteger(ByteBuf in, String what) throws MalformedException {
        require(in, 2, what);
        return in.readUnsignedShort();
    }

    static long readFourByteInteger(ByteBuf in, String what) throws MalformedException {
        require(in, 4, what);
        return in.readUnsignedInt();
    }

    /** Reads a variable byte integer, which must not take more bytes than it needs [MQTT-1.5.5-1]. */
    static int readVariableByteInteger(ByteBuf in, String what) throws MalformedException {
        int start = in.readerIndex();
        int value = readPaddedVariableByteInteger(in, what);
        if (isPadded(in, start)) {
            throw MalformedException.malformed(what + " takes more bytes than needed [MQTT-1.5.5-1]");
        }
        return value;
    }

    /** Reads a variable byte integer that may be padded with zero bytes, which MQTT 3 does not forbid. */
    static int readPaddedVariableByteInteger(ByteBuf in, String what) throws MalformedException {
        int value = 0;
        for (int i = 0; i < MAX_VARIABLE_BYTES; i++) {
            int next = readByte(in, what);
            value |= (next & ~MORE) << (7 * i);
            if (next < MORE) {
                return value;
            }
        }
        throw MalformedException.malformed(what + " is longer than 4 bytes (section 1.5.5)");
    }

    /**
     * Whether the variable byte integer that was just read, beginning at {@code start}, ends in an
     * unnecessary zero byte.
     */
    static boolean isPadded(ByteBuf in, int start) {
        int last = in.readerIndex() - 1;
        return last > start && in.getByte(last) == 0;
    }

    /** Reads a packet identifier, which must not be 0 [MQTT-2.2.1-3]. */
    static int readPacketId(ByteBuf in) throws MalformedException {
        int packetId = readTwoByteInteger(in, "packet identifier");
        if (packetId == 0) {
            throw MalformedException.protocolError("packet identifier is 0 [MQTT-2.2.1-3]");
        }
        return packetId;
    }

    static byte[] readBinary(ByteBuf in, String what) throws MalformedException {
        return copy(in, readLength(in, what));
    }

    static String readString(ByteBuf in, String what) throws MalformedException {
        return readString(in, readLength(in, what), what);
    }

    /**
     * Reads the length prefix of a string or of binary data, and checks that the buffer has as many
     * bytes.
     */
    static int readLength(ByteBuf in, String what) throws MalformedException {
        int length = readTwoByteInteger(in, what);
        require(in, length, what);
        return length;
    }

    /**
     * Reads a string of well-formed UTF-8 [MQTT-1.5.4-1] without U+0000 [MQTT-1.5.4-2]; a U+FEFF is
     * kept [MQTT-1.5.4-3].
     */
    static String readString(ByteBuf in, int length, String what) throws MalformedException {
        checkString(in, length, what);
        return in.readString(length, CharsetUtil.UTF_8);
    }

    /** Skips a string without decoding it, but checks it like any other. */
    static void skipString(ByteBuf in, String what) throws MalformedException {
        int length = readLength(in, what);
        checkString(in, length, what);
        in.skipBytes(length);
    }

    private static void checkString(ByteBuf in, int length, String what) throws MalformedException {
        int start = in.readerIndex();
        if (!ByteBufUtil.isText(in, start, length, CharsetUtil.UTF_8)) {
            throw MalformedException.malformed(what + " is not well-formed UTF-8 [MQTT-1.5.4-1]");
        }
        if (in.indexOf(start, start + length, (byte) 0) >= 0) {
            throw MalformedException.malformed(what + " contains U+0000 [MQTT-1.5.4-2]");
        }
    }

    /** Copies all bytes that are left. */
    static byte[] readRest(ByteBuf in) {
        return copy(in, in.readableBytes());
    }

    private static byte[] copy(ByteBuf in, int length) {
        if (length == 0) {
            return EMPTY;
        }
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return bytes;
    }

    private static void require(ByteBuf in, int length, String what) throws MalformedException {
        if (in.readableBytes() < length) {
            throw MalformedException.malformed("packet ends within " + what);
        }
    }
}
