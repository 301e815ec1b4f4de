package io.mqttproxy.bench.client;

import io.netty.buffer.ByteBuf;

/** Finds Receive Maximum among the properties of a CONNACK (MQTT 5.0 section 3.2.2.3). */
final class ConnackProperties {
    private static final int RECEIVE_MAXIMUM = 0x21;
    private static final int USER_PROPERTY = 0x26;

    private ConnackProperties() {}

    /**
     * The highest value there is when the property is missing.
     *
     * @param length bytes after the reason code; 0 in MQTT 3.1.1
     */
    static int receiveMaximum(ByteBuf in, int length) {
        if (length == 0) {
            return 65_535;
        }
        int end = in.readerIndex() + length;
        skipVariableByteInteger(in);
        while (in.readerIndex() < end) {
            int property = in.readUnsignedByte();
            if (property == RECEIVE_MAXIMUM) {
                return in.readUnsignedShort();
            }
            skipValue(in, property);
        }
        return 65_535;
    }

    private static void skipVariableByteInteger(ByteBuf in) {
        while (in.readUnsignedByte() > 0x7F) {
            // The properties' length; the packet's own is enough.
        }
    }

    private static void skipValue(ByteBuf in, int property) {
        switch (property) {
            case 0x24, 0x25, 0x28, 0x29, 0x2A -> in.skipBytes(1);
            case 0x13, 0x22 -> in.skipBytes(2);
            case 0x11, 0x27 -> in.skipBytes(4);
            case 0x12, 0x15, 0x16, 0x1A, 0x1C, 0x1F -> in.skipBytes(in.readUnsignedShort());
            case USER_PROPERTY -> {
                in.skipBytes(in.readUnsignedShort());
                in.skipBytes(in.readUnsignedShort());
            }
            default -> throw new IllegalStateException("malformed CONNACK");
        }
    }
}
