package io.mqttproxy.bench.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one connection is made.
 *
 * @param server where to connect to
 * @param source address to connect from, or {@code null} for the system's choice; many source addresses get around the
 *     28,000 connections that one can have to one server
 * @param carrier what carries the packets
 * @param cleanStart false keeps the server's session (clean session 0 in MQTT 3.1.1)
 * @param keepAlive seconds between packets at most; 0 for no pings
 * @param window publishes of QoS 1 and 2 without their acknowledgement at a time, 1 to 65,535; a smaller Receive Maximum
 *     of an MQTT 5 server goes before
 * @param connectTimeout from the first attempt to CONNACK
 */
public record MqttClientOptions(
        InetSocketAddress server,
        @Nullable InetSocketAddress source,
        Carrier carrier,
        MqttVersion version,
        String clientId,
        @Nullable String username,
        @Nullable String password,
        boolean cleanStart,
        int keepAlive,
        int window,
        Duration connectTimeout) {

    public MqttClientOptions {
        if (window < 1 || window > 65_535) {
            throw new IllegalArgumentException("window: must be between 1 and 65535, not " + window);
        }
    }

    /** Plain TCP, clean start, a ping a minute, a window of 32 and 10 seconds to connect. */
    public static MqttClientOptions of(InetSocketAddress server, MqttVersion version, String clientId) {
        return new MqttClientOptions(
                server, null, Carrier.TCP, version, clientId, null, null, true, 60, 32, Duration.ofSeconds(10));
    }

    public MqttClientOptions withWindow(int window) {
        return new MqttClientOptions(
                server,
                source,
                carrier,
                version,
                clientId,
                username,
                password,
                cleanStart,
                keepAlive,
                window,
                connectTimeout);
    }
}
