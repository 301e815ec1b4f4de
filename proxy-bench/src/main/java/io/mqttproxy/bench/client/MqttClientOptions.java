package io.mqttproxy.bench.client;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of one connection.
 *
 * @param server the address to connect to
 * @param source the address to connect from, {@code null} for the system's choice; several source
 *     addresses overcome the limit of about 28,000 connections from one address to one server
 * @param carrier how packets travel over TCP
 * @param cleanStart false keeps the server's session (clean session 0 in MQTT 3.1.1)
 * @param keepAlive longest time between packets in seconds; 0 for no pings
 * @param window unacknowledged publishes of QoS 1 and 2 at a time, 1 to 65,535; a smaller Receive
 *     Maximum of an MQTT 5 server takes precedence
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
}
