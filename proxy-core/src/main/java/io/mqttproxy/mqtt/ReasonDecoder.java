package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads the packets with a reason code: PUBACK, PUBREC, PUBREL and PUBCOMP (MQTT 5.0 sections 3.4 to
 * 3.7), DISCONNECT (3.14) and AUTH (3.15). In MQTT 5 they end in a reason code and properties, both of
 * which may be left out.
 */
final class ReasonDecoder {
    private static final Set<Integer> RECEIPT_CODES = Set.of(0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);
    private static final Set<Integer> RELEASE_CODES = Set.of(0x00, 0x92);
    private static final Set<Integer> DISCONNECT_CODES =
            Set.of(0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99);
    private static final Set<Integer> AUTH_CODES = Set.of(0x18, 0x19);

    private static final Set<Property> ACKNOWLEDGEMENT_PROPERTIES =
            EnumSet.of(Property.REASON_STRING, Property.USER_PROPERTY);
    private static final Set<Property> DISCONNECT_PROPERTIES =
            EnumSet.of(Property.SESSION_EXPIRY_INTERVAL, Property.REASON_STRING, Property.USER_PROPERTY);
    private static final Set<Property> AUTH_PROPERTIES = EnumSet.of(
            Property.AUTHENTICATION_METHOD,
            Property.AUTHENTICATION_DATA,
            Property.REASON_STRING,
            Property.USER_PROPERTY);

    private final ByteBuf in;
    private final boolean mqtt5;
    private final DecoderLimits limits;

    ReasonDecoder(ByteBuf in, boolean mqtt5, DecoderLimits limits) {
        this.in = in;
        this.mqtt5 = mqtt5;
        this.limits = limits;
    }

    /** Reads a PUBACK or PUBREC. It is always unexpected, because the proxy publishes nothing to clients. */
    UnexpectedPacket decodeReceipt(PacketType type) throws MalformedException {
        readAcknowledgement(RECEIPT_CODES);
        return new UnexpectedPacket(type.name());
    }

    /** Reads a PUBCOMP. It is always unexpected, because the proxy sends no PUBREL. */
    UnexpectedPacket decodePubcomp() throws MalformedException {
        readAcknowledgement(RELEASE_CODES);
        return new UnexpectedPacket(PacketType.PUBCOMP.name());
    }

    PubrelPacket decodePubrel() throws MalformedException {
        return new PubrelPacket(readAcknowledgement(RELEASE_CODES));
    }

    DisconnectPacket decodeDisconnect() throws MalformedException {
        int reasonCode = readReasonCode(DISCONNECT_CODES);
        Properties properties = readProperties(DISCONNECT_PROPERTIES);
        return new DisconnectPacket(reasonCode, properties.number(Property.SESSION_EXPIRY_INTERVAL, -1));
    }

    /**
     * Reads an AUTH of MQTT 5. A missing reason code means 0x00 (success), which only a server may
     * send [MQTT-3.15.2-1].
     */
    AuthPacket decodeAuth() throws MalformedException {
        int reasonCode = readReasonCode(AUTH_CODES);
        if (!readProperties(AUTH_PROPERTIES).contains(Property.AUTHENTICATION_METHOD)) {
            throw MalformedException.protocolError("Authentication Method is missing (section 3.15.2.2.2)");
        }
        return new AuthPacket(reasonCode);
    }

    private int readAcknowledgement(Set<Integer> reasonCodes) throws MalformedException {
        int packetId = Fields.readPacketId(in);
        readReasonCode(reasonCodes);
        readProperties(ACKNOWLEDGEMENT_PROPERTIES);
        return packetId;
    }

    private int readReasonCode(Set<Integer> allowed) throws MalformedException {
        int reasonCode = mqtt5 && in.isReadable() ? in.readUnsignedByte() : 0;
        if (!allowed.contains(reasonCode)) {
            throw MalformedException.protocolError(
                    "reason code " + ReasonCodes.text(reasonCode) + " must not be sent by a client");
        }
        return reasonCode;
    }

    private Properties readProperties(Set<Property> allowed) throws MalformedException {
        return mqtt5 && in.isReadable() ? Properties.read(in, allowed, limits) : Properties.NONE;
    }
}
