package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;

/**
 * Writes PUBACK, PUBREC and PUBCOMP byte by byte, so that the acknowledgements of many publishes
 * become one buffer and one write. The short form without reason code and properties means success in
 * every version (MQTT 5.0 section 3.4.2.1).
 */
public final class AckEncoder {
    /** Size in bytes of an acknowledgement of success. */
    public static final int SUCCESS_BYTES = 4;

    /** Size in bytes of an acknowledgement with a reason code. */
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

    /** MQTT 5 only: a negative PUBACK (0x80 or above), after which the client discards the message. */
    public static void puback(ByteBuf out, int packetId, int reasonCode) {
        withReason(out, PUBACK, packetId, reasonCode);
    }

    /** MQTT 5 only: a negative PUBREC (0x80 or above), after which the client may use the packet id again. */
    public static void pubrec(ByteBuf out, int packetId, int reasonCode) {
        withReason(out, PUBREC, packetId, reasonCode);
    }

    /** MQTT 5 only: a PUBCOMP with a reason code, for a PUBREL whose packet id is unknown. */
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
