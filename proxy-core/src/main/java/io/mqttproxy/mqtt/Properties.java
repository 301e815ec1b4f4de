package io.mqttproxy.mqtt;

import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.UserProperty;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one MQTT 5 packet or will (section 2.2.2), checked against those that are allowed
 * there.
 */
final class Properties {
    /** No properties. Shared, so nobody may write to it. */
    static final Properties NONE = new Properties();

    private final Map<Property, Object> values = new EnumMap<>(Property.class);
    private final List<UserProperty> userProperties = new ArrayList<>(0);
    private boolean surplus;

    private Properties() {}

    /**
     * Reads the property length and the properties. A property that is not in {@code allowed} is
     * malformed; more user properties than the limit exceed a quota.
     */
    static Properties read(ByteBuf in, Set<Property> allowed, DecoderLimits limits) throws MalformedException {
        Properties properties = readLeavingOutSurplus(in, allowed, limits);
        if (properties.hasSurplus()) {
            throw MalformedException.quotaExceeded(
                    "more than %d user properties".formatted(limits.maxUserProperties()));
        }
        return properties;
    }

    /**
     * Like {@link #read}, but accepts user properties beyond the limit: they are checked and then
     * dropped.
     */
    static Properties readLeavingOutSurplus(ByteBuf in, Set<Property> allowed, DecoderLimits limits)
            throws MalformedException {
        int length = Fields.readVariableByteInteger(in, "property length");
        if (length == 0) {
            return NONE;
        }
        if (length > in.readableBytes()) {
            throw MalformedException.malformed("property length goes beyond the packet");
        }
        Properties properties = new Properties();
        int endOfPacket = in.writerIndex();
        in.writerIndex(in.readerIndex() + length);
        while (in.isReadable()) {
            properties.add(readProperty(in, allowed), in, limits);
        }
        in.writerIndex(endOfPacket);
        return properties;
    }

    boolean contains(Property property) {
        return values.containsKey(property);
    }

    long number(Property property, long whenAbsent) {
        return values.get(property) instanceof Long number ? number : whenAbsent;
    }

    @Nullable
    String text(Property property) {
        return (String) values.get(property);
    }

    byte @Nullable [] bytes(Property property) {
        return (byte[]) values.get(property);
    }

    /** In the order of the packet, repetitions kept. */
    List<UserProperty> userProperties() {
        return userProperties.isEmpty() ? List.of() : Collections.unmodifiableList(userProperties);
    }

    /** Whether there were more user properties than the limit. */
    boolean hasSurplus() {
        return surplus;
    }

    /** The properties that belong to a message, whether published or left as a will. */
    PublishProperties ofMessage() throws MalformedException {
        if (this == NONE) {
            return PublishProperties.NONE;
        }
        String responseTopic = text(Property.RESPONSE_TOPIC);
        if (responseTopic != null && !TopicSyntax.isValidTopicName(responseTopic)) {
            throw MalformedException.protocolError("Response Topic is empty or has a wildcard [MQTT-3.3.2-14]");
        }
        return new PublishProperties(
                (int) number(Property.PAYLOAD_FORMAT_INDICATOR, PublishProperties.ABSENT),
                number(Property.MESSAGE_EXPIRY_INTERVAL, PublishProperties.ABSENT),
                text(Property.CONTENT_TYPE),
                responseTopic,
                bytes(Property.CORRELATION_DATA),
                userProperties());
    }

    private static Property readProperty(ByteBuf in, Set<Property> allowed) throws MalformedException {
        int id = Fields.readVariableByteInteger(in, "property identifier");
        Property property = Property.of(id);
        if (property == null || !allowed.contains(property)) {
            throw MalformedException.malformed("property 0x%02X is not allowed here".formatted(id));
        }
        return property;
    }

    private void add(Property property, ByteBuf in, DecoderLimits limits) throws MalformedException {
        if (property == Property.USER_PROPERTY && userProperties.size() == limits.maxUserProperties()) {
            property.skipPair(in);
            surplus = true;
            return;
        }
        Object value = property.readValue(in);
        if (value instanceof UserProperty userProperty) {
            userProperties.add(userProperty);
        } else if (values.put(property, value) != null) {
            throw MalformedException.protocolError(property + " occurs more than once");
        }
    }
}
