package io.mqttproxy.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;

/** Cuts the bytes that a client receives into packets, and says what packets look like in hexadecimal. */
final class Received {
    static final String PINGRESP = "d000";
    static final String CONNACK_3 = "20020000";

    private Received() {}

    /** Each packet in hexadecimal; takes the bytes. */
    static List<String> packets(ByteBuf bytes) {
        List<String> packets = new ArrayList<>();
        while (bytes.isReadable()) {
            int start = bytes.readerIndex();
            bytes.skipBytes(1);
            int length = remainingLength(bytes);
            bytes.skipBytes(length);
            packets.add(ByteBufUtil.hexDump(bytes, start, bytes.readerIndex() - start));
        }
        return packets;
    }

    static String puback(int packetId) {
        return "4002%04x".formatted(packetId);
    }

    static String puback(int packetId, int reasonCode) {
        return "4003%04x%02x".formatted(packetId, reasonCode);
    }

    static String pubrec(int packetId) {
        return "5002%04x".formatted(packetId);
    }

    static String pubrec(int packetId, int reasonCode) {
        return "5003%04x%02x".formatted(packetId, reasonCode);
    }

    static String pubcomp(int packetId) {
        return "7002%04x".formatted(packetId);
    }

    static String pubcomp(int packetId, int reasonCode) {
        return "7003%04x%02x".formatted(packetId, reasonCode);
    }

    private static int remainingLength(ByteBuf bytes) {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = bytes.readUnsignedByte();
            length |= (next & 0x7f) << shift;
            shift += 7;
        } while (next > 0x7f);
        return length;
    }
}
