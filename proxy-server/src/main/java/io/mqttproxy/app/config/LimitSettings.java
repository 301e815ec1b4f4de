package io.mqttproxy.app.config;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.Syntaxes;
import io.mqttproxy.app.settings.Values;
import io.mqttproxy.config.ConnectionLimits;
import io.mqttproxy.config.InflightLimits;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.PacketLimits;
import io.mqttproxy.config.RateLimits;
import java.time.Duration;
import java.util.List;

/** What devices may ask of the proxy. */
final class LimitSettings {
    static final Setting<Integer> MAX_CONNECTIONS = Setting.of(
            "max-connections",
            Syntaxes.COUNT,
            ConnectionLimits.DEFAULTS.maxConnections(),
            "Open connections of all listeners together; further ones are closed at once.");

    static final Setting<Integer> MAX_CONNECTIONS_PER_ADDRESS = Setting.of(
            "max-connections-per-address",
            Syntaxes.COUNT,
            ConnectionLimits.DEFAULTS.maxConnectionsPerAddress(),
            "Open connections of one remote address; 0 for no limit.");

    static final Setting<Integer> MAX_CONNECTIONS_PER_IDENTITY = Setting.of(
            "max-connections-per-identity",
            Syntaxes.COUNT,
            ConnectionLimits.DEFAULTS.maxConnectionsPerIdentity(),
            "Open connections of one authenticated user; further ones are refused. A client that reconnects counts once. 0"
                    + " for no limit.");

    static final Setting<Integer> MAX_CONNECT_RATE = Setting.of(
            "max-connect-rate",
            Syntaxes.COUNT,
            RateLimits.DEFAULTS.maxConnectRate(),
            "New connections per second of all listeners together; further ones are closed at once, without a reply. 0 for"
                    + " no limit.");

    static final Setting<Integer> MAX_AUTHENTICATION_RATE = Setting.of(
            "max-authentication-rate",
            Syntaxes.COUNT,
            RateLimits.DEFAULTS.maxAuthenticationRate(),
            "CONNECT packets per second whose credentials are checked; further clients are told to come back later. 0 for"
                    + " no limit.");

    static final Setting<Integer> MAX_PACKET_SIZE = Setting.of(
            "max-packet-size",
            Syntaxes.SIZE,
            PacketLimits.DEFAULTS.maxPacketSize(),
            "Largest MQTT packet; announced to MQTT 5 clients.");

    static final Setting<Integer> RECEIVE_MEMORY = Setting.of(
            "receive-memory",
            Syntaxes.SIZE,
            InflightLimits.DEFAULTS.receiveMemory(),
            "Memory of all connections together for received data that waits for the rest of its packet, or for Kafka, and"
                    + " for wills of more than 1 KiB. When half of it is used, connections that hold more than their share"
                    + " are closed. 0 for half of the JVM's direct memory.");

    static final Setting<Integer> MAX_INFLIGHT = Setting.of(
            "max-inflight",
            Syntaxes.COUNT,
            InflightLimits.DEFAULTS.maxInflight(),
            "Publishes of one connection in flight to Kafka; at this limit no more are read until one is stored. 1 to 65535.");

    static final Setting<Integer> MAX_INFLIGHT_BYTES = Setting.of(
            "max-inflight-bytes",
            Syntaxes.SIZE,
            InflightLimits.DEFAULTS.maxInflightBytes(),
            "Bytes of payload and properties of one connection in flight to Kafka; at this limit no more are read, so that"
                    + " one device does not hold up the others.");

    static final Setting<Integer> MAX_INFLIGHT_TOTAL = Setting.of(
            "max-inflight-total",
            Syntaxes.COUNT,
            InflightLimits.DEFAULTS.maxInflightTotal(),
            "Publishes of all connections in flight to Kafka; each costs half a KiB in addition to Kafka's buffer.memory.");

    static final Setting<Integer> RECEIVE_MAXIMUM = Setting.of(
            "receive-maximum",
            Syntaxes.COUNT,
            InflightLimits.DEFAULTS.receiveMaximum(),
            "Receive Maximum announced to MQTT 5 clients and then enforced; 0 announces none. Up to 65535.");

    static final Setting<Integer> TOPIC_ALIAS_MAXIMUM = Setting.of(
            "topic-alias-maximum",
            Syntaxes.COUNT,
            PacketLimits.DEFAULTS.topicAliasMaximum(),
            "MQTT 5 topic aliases that one connection may use; 0 allows none. Up to 65535.");

    static final Setting<Integer> MAX_PUBLISH_RATE = Setting.of(
            "max-publish-rate",
            Syntaxes.COUNT,
            RateLimits.DEFAULTS.maxPublishRate(),
            "Publishes per second of one connection. A faster client is read later; nothing is dropped. 0 for no limit.");

    static final Setting<Integer> MAX_PUBLISH_BYTES_RATE = Setting.of(
            "max-publish-bytes-rate",
            Syntaxes.SIZE,
            RateLimits.DEFAULTS.maxPublishBytesRate(),
            "Bytes of payload and properties per second of one connection, so that one device leaves room for the others. A"
                    + " faster client is read later; nothing is dropped. 0 for no limit.");

    static final Setting<Duration> CONNECT_TIMEOUT = Setting.of(
            "connect-timeout",
            Syntaxes.DURATION,
            ConnectionLimits.DEFAULTS.connectTimeout(),
            "Time between accepting a connection and its CONNECT, including TLS and WebSocket handshakes. 100ms to 10m.");

    static final Setting<Integer> MAX_KEEP_ALIVE = Setting.of(
            "max-keep-alive",
            Syntaxes.SECONDS,
            ConnectionLimits.DEFAULTS.maxKeepAlive(),
            "Longest keep-alive; MQTT 5 clients that ask for a longer one, or for none, are told to use this one. 0 leaves"
                    + " the choice to clients. Up to 65535s.");

    static final Setting<Integer> MAX_TOPIC_LENGTH = Setting.of(
            "max-topic-length",
            Syntaxes.SIZE,
            PacketLimits.DEFAULTS.maxTopicLength(),
            "Bytes of an MQTT topic name. 1 to 65535.");

    static final Setting<Integer> MAX_TOPIC_LEVELS = Setting.of(
            "max-topic-levels",
            Syntaxes.COUNT,
            PacketLimits.DEFAULTS.maxTopicLevels(),
            "Levels of an MQTT topic name. 1 to 65535.");

    static final Setting<Integer> MAX_USER_PROPERTIES = Setting.of(
            "max-user-properties",
            Syntaxes.COUNT,
            PacketLimits.DEFAULTS.maxUserProperties(),
            "MQTT 5 user properties of one packet; a PUBLISH with more is rejected, another packet ends its connection. Up"
                    + " to 65535.");

    static final Setting<Integer> MAX_CLIENT_ID_LENGTH = Setting.of(
            "max-client-id-length",
            Syntaxes.SIZE,
            PacketLimits.DEFAULTS.maxClientIdLength(),
            "Bytes of a client id. 23 to 65535.");

    static final SettingGroup GROUP = new SettingGroup(
            "Limits",
            List.of(
                    MAX_CONNECTIONS,
                    MAX_CONNECTIONS_PER_ADDRESS,
                    MAX_CONNECTIONS_PER_IDENTITY,
                    MAX_CONNECT_RATE,
                    MAX_AUTHENTICATION_RATE,
                    MAX_PACKET_SIZE,
                    RECEIVE_MEMORY,
                    MAX_INFLIGHT,
                    MAX_INFLIGHT_BYTES,
                    MAX_INFLIGHT_TOTAL,
                    RECEIVE_MAXIMUM,
                    TOPIC_ALIAS_MAXIMUM,
                    MAX_PUBLISH_RATE,
                    MAX_PUBLISH_BYTES_RATE,
                    CONNECT_TIMEOUT,
                    MAX_KEEP_ALIVE,
                    MAX_TOPIC_LENGTH,
                    MAX_TOPIC_LEVELS,
                    MAX_USER_PROPERTIES,
                    MAX_CLIENT_ID_LENGTH));

    private LimitSettings() {}

    static LimitsConfig read(Values values) {
        return new LimitsConfig(connections(values), rates(values), packets(values), inflight(values));
    }

    private static ConnectionLimits connections(Values values) {
        return new ConnectionLimits(
                values.get(MAX_CONNECTIONS),
                values.get(MAX_CONNECTIONS_PER_ADDRESS),
                values.get(MAX_CONNECTIONS_PER_IDENTITY),
                values.get(CONNECT_TIMEOUT),
                values.get(MAX_KEEP_ALIVE));
    }

    private static RateLimits rates(Values values) {
        return new RateLimits(
                values.get(MAX_CONNECT_RATE),
                values.get(MAX_AUTHENTICATION_RATE),
                values.get(MAX_PUBLISH_RATE),
                values.get(MAX_PUBLISH_BYTES_RATE));
    }

    private static PacketLimits packets(Values values) {
        return new PacketLimits(
                values.get(MAX_PACKET_SIZE),
                values.get(MAX_TOPIC_LENGTH),
                values.get(MAX_TOPIC_LEVELS),
                values.get(TOPIC_ALIAS_MAXIMUM),
                values.get(MAX_USER_PROPERTIES),
                values.get(MAX_CLIENT_ID_LENGTH));
    }

    private static InflightLimits inflight(Values values) {
        return new InflightLimits(
                values.get(MAX_INFLIGHT),
                values.get(MAX_INFLIGHT_BYTES),
                values.get(MAX_INFLIGHT_TOTAL),
                values.get(RECEIVE_MAXIMUM),
                values.get(RECEIVE_MEMORY));
    }
}
