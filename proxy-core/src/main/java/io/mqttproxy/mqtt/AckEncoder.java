package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * Writes the acknowledgements of the hot path byte by byte, so that n of them are one buffer and one write. The short
 * form without reason code and properties means success in every version (MQTT 5.0 section 3.4.2.1).
 */
public final class AckEncoder {
    /** Bytes of one acknowledgement that says success. */
    public static final int SUCCESS_BYTES = 4;

    /** Bytes of one acknowledgement with a reason code. */
    public static final int REASON_BYTES = 5;

    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int PUBCOMP = 0x70;

    private AckEncoder() {}

    public static void puback(ByteBuf out, int packetId) {
        success(out, PUBACK, packetId);
    }

    public static void pubrec(ByteBuf out, int packetId) {
        success(out, PUBREC, packetId);
    }

    public static void pubcomp(ByteBuf out, int packetId) {
        success(out, PUBCOMP, packetId);
    }

    /** MQTT 5 only: a PUBACK that says no, after which the client forgets the message. */
    public static void puback(ByteBuf out, int packetId, int reasonCode) {
        withReason(out, PUBACK, packetId, reasonCode);
    }

    /** MQTT 5 only: a PUBREC that says no, after which the packet id is free again. */
    public static void pubrec(ByteBuf out, int packetId, int reasonCode) {
        withReason(out, PUBREC, packetId, reasonCode);
    }

    /** MQTT 5 only: a PUBCOMP for a packet id that nobody knows. */
    public static void pubcomp(ByteBuf out, int packetId, int reasonCode) {
        withReason(out, PUBCOMP, packetId, reasonCode);
    }

    private static void success(ByteBuf out, int type, int packetId) {
        out.writeInt(type << 24 | 2 << 16 | packetId);
    }

    private static void withReason(ByteBuf out, int type, int packetId, int reasonCode) {
        out.writeInt(type << 24 | 3 << 16 | packetId).writeByte(reasonCode);
    }
}
