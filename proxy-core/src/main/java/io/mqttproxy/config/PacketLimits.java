package io.mqttproxy.config;

import static io.mqttproxy.config.ConfigException.requireBetween;

/**
 * How large an MQTT packet may be, and what it may contain.
 *
 * @param maxPacketSize largest MQTT packet in bytes, fixed header included; announced to MQTT 5 clients
 * @param maxTopicLength bytes of a topic name in UTF-8
 * @param maxTopicLevels levels of a topic name
 * @param topicAliasMaximum MQTT 5 topic aliases of one connection; 0 allows none
 * @param maxUserProperties MQTT 5 user properties of one packet
 * @param maxClientIdLength bytes of a client id in UTF-8
 */
public record PacketLimits(
        int maxPacketSize,
        int maxTopicLength,
        int maxTopicLevels,
        int topicAliasMaximum,
        int maxUserProperties,
        int maxClientIdLength) {

    /** The largest packet that MQTT can express: a remaining length of 268,435,455 bytes and its header. */
    private static final int LARGEST_MQTT_PACKET = 268_435_460;

    /** Client ids of so many bytes have to be taken (MQTT 3.1.1, statement MQTT-3.1.3-5). */
    private static final int SHORTEST_CLIENT_ID_LIMIT = 23;

    public static final PacketLimits DEFAULTS = new PacketLimits(256 * 1024, 1_024, 64, 16, 64, 1_024);

    public PacketLimits {
        requireBetween(maxPacketSize, 64, LARGEST_MQTT_PACKET, "max-packet-size");
        requireBetween(maxTopicLength, 1, 65_535, "max-topic-length");
        requireBetween(maxTopicLevels, 1, 65_535, "max-topic-levels");
        requireBetween(topicAliasMaximum, 0, 65_535, "topic-alias-maximum");
        requireBetween(maxUserProperties, 0, 65_535, "max-user-properties");
        requireBetween(maxClientIdLength, SHORTEST_CLIENT_ID_LIMIT, 65_535, "max-client-id-length");
    }

    public PacketLimits withMaxTopicLength(int bytes) {
        return new PacketLimits(
                maxPacketSize, bytes, maxTopicLevels, topicAliasMaximum, maxUserProperties, maxClientIdLength);
    }

    public PacketLimits withMaxTopicLevels(int levels) {
        return new PacketLimits(
                maxPacketSize, maxTopicLength, levels, topicAliasMaximum, maxUserProperties, maxClientIdLength);
    }

    public PacketLimits withTopicAliasMaximum(int aliases) {
        return new PacketLimits(
                maxPacketSize, maxTopicLength, maxTopicLevels, aliases, maxUserProperties, maxClientIdLength);
    }

    public PacketLimits withMaxClientIdLength(int bytes) {
        return new PacketLimits(
                maxPacketSize, maxTopicLength, maxTopicLevels, topicAliasMaximum, maxUserProperties, bytes);
    }
}
