package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads SUBSCRIBE and UNSUBSCRIBE (MQTT 5.0 sections 3.8 and 3.10). The filters are checked and
 * counted but not kept, because the proxy has no subscriptions.
 */
final class SubscriptionDecoder {
    private static final Set<Property> SUBSCRIBE_PROPERTIES =
            EnumSet.of(Property.SUBSCRIPTION_IDENTIFIER, Property.USER_PROPERTY);
    private static final Set<Property> UNSUBSCRIBE_PROPERTIES = EnumSet.of(Property.USER_PROPERTY);

    private static final int QOS = 0b0000_0011;
    private static final int NO_LOCAL = 0b0000_0100;
    private static final int RETAIN_HANDLING = 0b0011_0000;
    private static final int RESERVED = 0b1100_0000;

    private final ByteBuf in;
    private final boolean mqtt5;
    private final DecoderLimits limits;

    SubscriptionDecoder(ByteBuf in, boolean mqtt5, DecoderLimits limits) {
        this.in = in;
        this.mqtt5 = mqtt5;
        this.limits = limits;
    }

    SubscribePacket decodeSubscribe() throws MalformedException {
        int packetId = Fields.readPacketId(in);
        skipProperties(SUBSCRIBE_PROPERTIES);
        int filters = 0;
        while (in.isReadable()) {
            boolean shared = readFilter();
            checkOptions(Fields.readByte(in, "subscription options"), shared);
            filters++;
        }
        if (filters == 0) {
            throw MalformedException.protocolError("no topic filter [MQTT-3.8.3-2]");
        }
        return new SubscribePacket(packetId, filters);
    }

    UnsubscribePacket decodeUnsubscribe() throws MalformedException {
        int packetId = Fields.readPacketId(in);
        skipProperties(UNSUBSCRIBE_PROPERTIES);
        int filters = 0;
        while (in.isReadable()) {
            readFilter();
            filters++;
        }
        if (filters == 0) {
            throw MalformedException.protocolError("no topic filter [MQTT-3.10.3-2]");
        }
        return new UnsubscribePacket(packetId, filters);
    }

    private void skipProperties(Set<Property> allowed) throws MalformedException {
        if (mqtt5) {
            Properties.read(in, allowed, limits);
        }
    }

    /**
     * Reads a topic filter. Returns whether it is a shared subscription; before MQTT 5 {@code $share}
     * has no meaning.
     */
    private boolean readFilter() throws MalformedException {
        String filter = Fields.readString(in, "topic filter");
        boolean shared = mqtt5 && TopicSyntax.isShared(filter);
        if (shared && !TopicSyntax.isValidSharedFilter(filter)) {
            throw MalformedException.invalidTopicFilter(
                    "shared subscription is not $share/NAME/FILTER [MQTT-4.8.2-1] [MQTT-4.8.2-2]");
        }
        if (!TopicSyntax.isValidTopicFilter(filter)) {
            throw MalformedException.invalidTopicFilter(
                    "topic filter is empty [MQTT-4.7.3-1] or misplaces a wildcard [MQTT-4.7.1-1] [MQTT-4.7.1-2]");
        }
        return shared;
    }

    private void checkOptions(int options, boolean shared) throws MalformedException {
        if ((options & QOS) == QOS) {
            throw MalformedException.protocolError("subscription asks for QoS 3 (section 3.8.3.1)");
        }
        int reserved = mqtt5 ? RESERVED : ~QOS;
        if ((options & reserved) != 0) {
            throw MalformedException.malformed("reserved subscription option is set [MQTT-3.8.3-5]");
        }
        if ((options & RETAIN_HANDLING) == RETAIN_HANDLING) {
            throw MalformedException.protocolError("Retain Handling is 3 (section 3.8.3.1)");
        }
        if (shared && (options & NO_LOCAL) != 0) {
            throw MalformedException.protocolError("No Local on a shared subscription [MQTT-3.8.3-4]");
        }
    }
}
