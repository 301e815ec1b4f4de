package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.Set;

/** Reads the part of a CONNECT that follows protocol name and level (MQTT 3.1.1 and 5.0 section 3.1). */
final class ConnectDecoder {
    private static final Set<Property> PROPERTIES = EnumSet.of(
            Property.SESSION_EXPIRY_INTERVAL,
            Property.RECEIVE_MAXIMUM,
            Property.MAXIMUM_PACKET_SIZE,
            Property.TOPIC_ALIAS_MAXIMUM,
            Property.REQUEST_RESPONSE_INFORMATION,
            Property.REQUEST_PROBLEM_INFORMATION,
            Property.USER_PROPERTY,
            Property.AUTHENTICATION_METHOD,
            Property.AUTHENTICATION_DATA);

    private static final Set<Property> WILL_PROPERTIES = EnumSet.of(
            Property.WILL_DELAY_INTERVAL,
            Property.PAYLOAD_FORMAT_INDICATOR,
            Property.MESSAGE_EXPIRY_INTERVAL,
            Property.CONTENT_TYPE,
            Property.RESPONSE_TOPIC,
            Property.CORRELATION_DATA,
            Property.USER_PROPERTY);

    private final ByteBuf in;
    private final ProtocolVersion version;
    private final DecoderLimits limits;

    private ConnectDecoder(ByteBuf in, ProtocolVersion version, DecoderLimits limits) {
        this.in = in;
        this.version = version;
        this.limits = limits;
    }

    static ConnectPacket decode(ByteBuf in, ProtocolVersion version, DecoderLimits limits) throws MalformedException {
        return new ConnectDecoder(in, version, limits).decode();
    }

    private ConnectPacket decode() throws MalformedException {
        ConnectFlags flags = new ConnectFlags(Fields.readByte(in, "connect flags"));
        flags.check(version);
        int keepAliveSeconds = Fields.readTwoByteInteger(in, "keep alive");
        Properties properties = readProperties();
        // The fields of the payload come in this order [MQTT-3.1.3-1].
        String clientId = Fields.readString(in, "client identifier");
        Will will = flags.hasWill() ? readWill(flags) : null;
        String username = isPresent(flags.hasUsername()) ? Fields.readString(in, "user name") : null;
        byte[] password = isPresent(flags.hasPassword()) ? Fields.readBinary(in, "password") : null;
        return new ConnectPacket(
                version,
                clientId,
                flags.cleanStart(),
                keepAliveSeconds,
                username,
                password,
                will,
                properties.number(Property.SESSION_EXPIRY_INTERVAL, 0),
                properties.number(Property.MAXIMUM_PACKET_SIZE, 0),
                properties.text(Property.AUTHENTICATION_METHOD),
                properties.userProperties());
    }

    private Properties readProperties() throws MalformedException {
        if (!version.isMqtt5()) {
            return Properties.NONE;
        }
        Properties properties = Properties.read(in, PROPERTIES, limits);
        if (properties.contains(Property.AUTHENTICATION_DATA) && !properties.contains(Property.AUTHENTICATION_METHOD)) {
            throw MalformedException.protocolError("Authentication Data without a method (section 3.1.2.11.10)");
        }
        return properties;
    }

    private Will readWill(ConnectFlags flags) throws MalformedException {
        Properties properties = version.isMqtt5() ? Properties.read(in, WILL_PROPERTIES, limits) : Properties.NONE;
        String topic = Fields.readString(in, "will topic");
        if (!TopicSyntax.isValidTopicName(topic)) {
            throw MalformedException.invalidTopicName(
                    "will topic is empty [MQTT-4.7.3-1] or has a wildcard [MQTT-4.7.0-1]");
        }
        return new Will(
                topic,
                Fields.readBinary(in, "will payload"),
                flags.willQos(),
                flags.willRetain(),
                properties.number(Property.WILL_DELAY_INTERVAL, 0),
                properties.ofMessage());
    }

    /**
     * Whether a field of the payload is present. In MQTT 3.1 the end of the packet takes precedence
     * over the flags for user name and password (MQTT 3.1 section 3.1).
     */
    private boolean isPresent(boolean flag) {
        return flag && (in.isReadable() || version != ProtocolVersion.MQTT_3_1);
    }
}
