package io.mqttproxy.config;

import static io.mqttproxy.config.ConfigException.requireBetween;

import java.time.Duration;

/**
 * What devices may ask of the proxy.
 *
 * @param maxConnections open connections of all listeners together; more are closed at once
 * @param maxConnectionsPerAddress open connections of one remote address; 0 for no limit
 * @param maxConnectionsPerIdentity open connections of one proven user; 0 for no limit
 * @param maxConnectRate new connections per second of all listeners together; 0 for no limit
 * @param maxAuthenticationRate clients per second whose credentials are looked at; more are refused; 0 for no limit
 * @param maxPacketSize largest MQTT packet in bytes, fixed header included; announced to MQTT 5 clients
 * @param receiveMemory bytes of all connections together for what has been received and waits for the rest of its packet
 *     or for Kafka, and for wills of more than 1 KiB; 0 for half of the JVM's direct memory
 * @param maxInflight publishes of one connection on their way to Kafka; further ones are not read meanwhile
 * @param maxInflightBytes payload and properties of one connection on their way to Kafka, from which on no further
 *     publish is read
 * @param maxInflightTotal publishes of all connections on their way to Kafka
 * @param receiveMaximum announced to MQTT 5 clients when not 0, and then enforced
 * @param topicAliasMaximum MQTT 5 topic aliases of one connection; 0 allows none
 * @param maxPublishRate publishes per second of one connection, kept by reading later; 0 for no limit
 * @param maxPublishBytesRate bytes of payload and properties per second of one connection, kept by reading later; 0 for no
 *     limit
 * @param connectTimeout from accept to CONNECT, TLS and WebSocket handshakes included
 * @param maxKeepAlive seconds; MQTT 5 clients that ask for more, or for none, get this as Server Keep Alive; 0 leaves
 *     clients their choice
 * @param maxTopicLength bytes of a topic name in UTF-8
 * @param maxTopicLevels levels of a topic name
 * @param maxUserProperties MQTT 5 user properties of one packet
 * @param maxClientIdLength bytes of a client id in UTF-8
 */
public record LimitsConfig(
        int maxConnections,
        int maxConnectionsPerAddress,
        int maxConnectionsPerIdentity,
        int maxConnectRate,
        int maxAuthenticationRate,
        int maxPacketSize,
        int receiveMemory,
        int maxInflight,
        int maxInflightBytes,
        int maxInflightTotal,
        int receiveMaximum,
        int topicAliasMaximum,
        int maxPublishRate,
        int maxPublishBytesRate,
        Duration connectTimeout,
        int maxKeepAlive,
        int maxTopicLength,
        int maxTopicLevels,
        int maxUserProperties,
        int maxClientIdLength) {

    /** The largest packet that MQTT can express: a remaining length of 268,435,455 bytes and its header. */
    public static final int LARGEST_MQTT_PACKET = 268_435_460;

    /** Client ids of so many bytes have to be taken (MQTT 3.1.1, statement MQTT-3.1.3-5). */
    private static final int SHORTEST_CLIENT_ID_LIMIT = 23;

    public static final LimitsConfig DEFAULTS = new LimitsConfig(
            100_000,
            0,
            0,
            0,
            0,
            256 * 1024,
            0,
            1_024,
            64 * 1024,
            100_000,
            0,
            16,
            0,
            10 * 1024 * 1024,
            Duration.ofSeconds(10),
            0,
            1_024,
            64,
            64,
            1_024);

    public LimitsConfig {
        requireBetween(maxConnections, 1, Integer.MAX_VALUE, "max-connections");
        requireBetween(maxConnectionsPerAddress, 0, Integer.MAX_VALUE, "max-connections-per-address");
        requireBetween(maxConnectionsPerIdentity, 0, Integer.MAX_VALUE, "max-connections-per-identity");
        requireBetween(maxConnectRate, 0, Integer.MAX_VALUE, "max-connect-rate");
        requireBetween(maxAuthenticationRate, 0, Integer.MAX_VALUE, "max-authentication-rate");
        requireBetween(maxPacketSize, 64, LARGEST_MQTT_PACKET, "max-packet-size");
        requireBetween(receiveMemory, 0, Integer.MAX_VALUE, "receive-memory");
        requireBetween(maxInflight, 1, 65_535, "max-inflight");
        requireBetween(maxInflightBytes, 1, Integer.MAX_VALUE, "max-inflight-bytes");
        requireBetween(maxInflightTotal, 1, Integer.MAX_VALUE, "max-inflight-total");
        requireBetween(receiveMaximum, 0, 65_535, "receive-maximum");
        requireBetween(topicAliasMaximum, 0, 65_535, "topic-alias-maximum");
        requireBetween(maxPublishRate, 0, Integer.MAX_VALUE, "max-publish-rate");
        requireBetween(maxPublishBytesRate, 0, Integer.MAX_VALUE, "max-publish-bytes-rate");
        Durations.requireBetween(connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(10), "connect-timeout");
        requireBetween(maxKeepAlive, 0, 65_535, "max-keep-alive");
        requireBetween(maxTopicLength, 1, 65_535, "max-topic-length");
        requireBetween(maxTopicLevels, 1, 65_535, "max-topic-levels");
        requireBetween(maxUserProperties, 0, 65_535, "max-user-properties");
        requireBetween(maxClientIdLength, SHORTEST_CLIENT_ID_LIMIT, 65_535, "max-client-id-length");
    }
}
