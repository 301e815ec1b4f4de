package io.mqttproxy.mqtt;

import io.mqttproxy.publish.UserProperty;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The properties of MQTT 5.0 section 2.2.2.2 that a client may send, each with its data type and the
 * values that its section allows. Properties that only servers send are missing: the decoder treats
 * them like unknown ones.
 */
enum Property {
    PAYLOAD_FORMAT_INDICATOR(0x01, Type.BYTE, "Payload Format Indicator", 0, 1),
    MESSAGE_EXPIRY_INTERVAL(0x02, Type.FOUR_BYTE_INTEGER, "Message Expiry Interval"),
    CONTENT_TYPE(0x03, Type.STRING, "Content Type"),
    RESPONSE_TOPIC(0x08, Type.STRING, "Response Topic"),
    CORRELATION_DATA(0x09, Type.BINARY, "Correlation Data"),
    SUBSCRIPTION_IDENTIFIER(0x0B, Type.VARIABLE_BYTE_INTEGER, "Subscription Identifier", 1, Integer.MAX_VALUE),
    SESSION_EXPIRY_INTERVAL(0x11, Type.FOUR_BYTE_INTEGER, "Session Expiry Interval"),
    AUTHENTICATION_METHOD(0x15, Type.STRING, "Authentication Method"),
    AUTHENTICATION_DATA(0x16, Type.BINARY, "Authentication Data"),
    REQUEST_PROBLEM_INFORMATION(0x17, Type.BYTE, "Request Problem Information", 0, 1),
    WILL_DELAY_INTERVAL(0x18, Type.FOUR_BYTE_INTEGER, "Will Delay Interval"),
    REQUEST_RESPONSE_INFORMATION(0x19, Type.BYTE, "Request Response Information", 0, 1),
    REASON_STRING(0x1F, Type.STRING, "Reason String"),
    RECEIVE_MAXIMUM(0x21, Type.TWO_BYTE_INTEGER, "Receive Maximum", 1, 0xFFFF),
    TOPIC_ALIAS_MAXIMUM(0x22, Type.TWO_BYTE_INTEGER, "Topic Alias Maximum"),
    TOPIC_ALIAS(0x23, Type.TWO_BYTE_INTEGER, "Topic Alias", 1, 0xFFFF),
    USER_PROPERTY(0x26, Type.STRING_PAIR, "User Property"),
    MAXIMUM_PACKET_SIZE(0x27, Type.FOUR_BYTE_INTEGER, "Maximum Packet Size", 1, 0xFFFF_FFFFL);

    /** The data type of a property's value (section 1.5). */
    enum Type {
        BYTE,
        TWO_BYTE_INTEGER,
        FOUR_BYTE_INTEGER,
        VARIABLE_BYTE_INTEGER,
        STRING,
        BINARY,
        STRING_PAIR
    }

    private static final @Nullable Property[] BY_ID = new Property[0x2B];

    static {
        for (Property property : values()) {
            BY_ID[property.id] = property;
        }
    }

    private final int id;
    private final Type type;
    private final String title;
    private final long minimum;
    private final long maximum;

    Property(int id, Type type, String title) {
        this(id, type, title, 0, Long.MAX_VALUE);
    }

    Property(int id, Type type, String title, long minimum, long maximum) {
        this.id = id;
        this.type = type;
        this.title = title;
        this.minimum = minimum;
        this.maximum = maximum;
    }

    /** The property with this identifier, or {@code null} when no client may send it. */
    static @Nullable Property of(int id) {
        return id < BY_ID.length ? BY_ID[id] : null;
    }

    /**
     * Reads the value as {@code Long}, {@code String}, {@code byte[]} or {@code UserProperty}, and
     * checks it.
     */
    Object readValue(ByteBuf in) throws MalformedException {
        return switch (type) {
            case BYTE -> checked(Fields.readByte(in, title));
            case TWO_BYTE_INTEGER -> checked(Fields.readTwoByteInteger(in, title));
            case FOUR_BYTE_INTEGER -> checked(Fields.readFourByteInteger(in, title));
            case VARIABLE_BYTE_INTEGER -> checked(Fields.readVariableByteInteger(in, title));
            case STRING -> Fields.readString(in, title);
            case BINARY -> Fields.readBinary(in, title);
            case STRING_PAIR -> new UserProperty(Fields.readString(in, title), Fields.readString(in, title));
        };
    }

    /** Skips the two strings of a user property without keeping them, but checks them like any other. */
    void skipPair(ByteBuf in) throws MalformedException {
        Fields.skipString(in, title);
        Fields.skipString(in, title);
    }

    /** The property's name in the standard. */
    @Override
    public String toString() {
        return title;
    }

    private Long checked(long value) throws MalformedException {
        if (value >= minimum && value <= maximum) {
            return value;
        }
        String problem = title + " must not be " + value;
        throw this == TOPIC_ALIAS
                ? MalformedException.invalidTopicAlias(problem + " [MQTT-3.3.2-8]")
                : MalformedException.protocolError(problem);
    }
}
