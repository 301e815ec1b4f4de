package io.mqttproxy.config;

import static io.mqttproxy.config.ConfigException.requireBetween;

import java.time.Duration;

/**
 * How many connections there may be, and how long they may say nothing.
 *
 * @param maxConnections open connections of all listeners together; more are closed at once
 * @param maxConnectionsPerAddress open connections of one remote address; 0 for no limit
 * @param maxConnectionsPerIdentity open connections of one proven user; 0 for no limit
 * @param connectTimeout from accept to CONNECT, TLS and WebSocket handshakes included
 * @param maxKeepAlive seconds; MQTT 5 clients that ask for more, or for none, get this as Server Keep Alive; 0 leaves
 *     clients their choice
 */
public record ConnectionLimits(
        int maxConnections,
        int maxConnectionsPerAddress,
        int maxConnectionsPerIdentity,
        Duration connectTimeout,
        int maxKeepAlive) {

    public static final ConnectionLimits DEFAULTS = new ConnectionLimits(100_000, 0, 0, Duration.ofSeconds(10), 0);

    public ConnectionLimits {
        requireBetween(maxConnections, 1, Integer.MAX_VALUE, "max-connections");
        requireBetween(maxConnectionsPerAddress, 0, Integer.MAX_VALUE, "max-connections-per-address");
        requireBetween(maxConnectionsPerIdentity, 0, Integer.MAX_VALUE, "max-connections-per-identity");
        Durations.requireBetween(connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(10), "connect-timeout");
        requireBetween(maxKeepAlive, 0, 65_535, "max-keep-alive");
    }

    public ConnectionLimits withMaxConnections(int connections) {
        return new ConnectionLimits(
                connections, maxConnectionsPerAddress, maxConnectionsPerIdentity, connectTimeout, maxKeepAlive);
    }

    public ConnectionLimits withMaxConnectionsPerAddress(int connections) {
        return new ConnectionLimits(
                maxConnections, connections, maxConnectionsPerIdentity, connectTimeout, maxKeepAlive);
    }

    public ConnectionLimits withMaxConnectionsPerIdentity(int connections) {
        return new ConnectionLimits(
                maxConnections, maxConnectionsPerAddress, connections, connectTimeout, maxKeepAlive);
    }

    public ConnectionLimits withMaxKeepAlive(int seconds) {
        return new ConnectionLimits(
                maxConnections, maxConnectionsPerAddress, maxConnectionsPerIdentity, connectTimeout, seconds);
    }
}
