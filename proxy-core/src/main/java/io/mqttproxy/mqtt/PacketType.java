package io.mqttproxy.mqtt;

import org.jspecify.annotations.Nullable;

/** The control packet types of MQTT 5.0 section 2.1.2; the ordinal of each is its number in the packet. */
public enum PacketType {
    RESERVED,
    CONNECT,
    CONNACK,
    PUBLISH,
    PUBACK,
    PUBREC,
    PUBREL,
    PUBCOMP,
    SUBSCRIBE,
    SUBACK,
    UNSUBSCRIBE,
    UNSUBACK,
    PINGREQ,
    PINGRESP,
    DISCONNECT,
    AUTH;

    private static final PacketType[] BY_NUMBER = values();
    private static final int DUP = 0b1000;

    /**
     * The type in the upper four bits of a packet's first byte.
     *
     * @param firstByte 0 to 255
     */
    static PacketType of(int firstByte) {
        return BY_NUMBER[firstByte >> 4];
    }

    /** Checks the flags in the lower four bits of a packet's first byte [MQTT-2.1.3-1]. */
    void checkFlags(int flags, @Nullable ProtocolVersion version) throws MalformedException {
        switch (this) {
            case PUBLISH -> PublishDecoder.checkFlags(flags);
            case PUBREL, SUBSCRIBE, UNSUBSCRIBE -> {
                // MQTT 3.1 section 2.1 lets a client set DUP when it sends one of these again.
                boolean dupAllowed = version == ProtocolVersion.MQTT_3_1;
                checkReserved(dupAllowed ? flags & ~DUP : flags, 0b0010);
            }
            case RESERVED, CONNECT, CONNACK, PUBACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK -> checkReserved(flags, 0);
            case PINGREQ, PINGRESP, DISCONNECT, AUTH -> checkReserved(flags, 0);
        }
    }

    private static void checkReserved(int flags, int required) throws MalformedException {
        if (flags != required) {
            throw MalformedException.malformed("reserved flags of the fixed header are wrong [MQTT-2.1.3-1]");
        }
    }
}
