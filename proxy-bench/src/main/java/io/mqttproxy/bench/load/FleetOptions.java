package io.mqttproxy.bench.load;

import io.mqttproxy.bench.client.Carrier;
import io.mqttproxy.bench.client.MqttClientOptions;
import io.mqttproxy.bench.client.MqttVersion;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the devices are and how they behave.
 *
 * @param servers to connect to; devices take turns
 * @param sources addresses to connect from; devices take turns, so that each meets each server; empty for the system's choice
 * @param carrier what carries the packets
 * @param devices how many
 * @param qos 0, 1 or 2
 * @param window unacknowledged publishes of one device at a time, 1 to 65,535
 * @param keepAlive seconds, 0 to 65,535
 * @param connectRate new connections per second of all devices together
 * @param connectTimeout from the first attempt to CONNACK
 * @param retry whether devices connect again after a loss, and send again what was not acknowledged
 * @param threads event loops
 * @param seed of everything that is left to chance
 */
public record FleetOptions(
        List<InetSocketAddress> servers,
        List<InetSocketAddress> sources,
        Carrier carrier,
        MqttVersion version,
        int devices,
        DeviceNames names,
        @Nullable String username,
        @Nullable String password,
        int qos,
        int window,
        int keepAlive,
        double connectRate,
        Duration connectTimeout,
        boolean retry,
        int threads,
        long seed) {

    public FleetOptions {
        require(!servers.isEmpty(), "server: needs at least one");
        require(devices >= 1, "clients: must be at least 1, not " + devices);
        require(qos >= 0 && qos <= 2, "qos: must be 0, 1 or 2, not " + qos);
        require(window >= 1 && window <= 65_535, "window: must be between 1 and 65535, not " + window);
        require(keepAlive >= 0 && keepAlive <= 65_535, "keep-alive: must be between 0 and 65535, not " + keepAlive);
        require(connectRate > 0, "connect-rate: must be above 0, not " + connectRate);
        require(threads >= 1, "threads: must be at least 1, not " + threads);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** Devices on one event loop that speak MQTT 5, publish with QoS 1, and keep each message until it is acknowledged. */
    public static FleetOptions keepingMessages(
            InetSocketAddress server, Carrier carrier, int devices, DeviceNames names, int window, long seed) {
        return new FleetOptions(
                List.of(server),
                List.of(),
                carrier,
                MqttVersion.V5,
                devices,
                names,
                null,
                null,
                1,
                window,
                60,
                2_000,
                Duration.ofSeconds(20),
                true,
                1,
                seed);
    }

    /** The options of one device's connection. */
    MqttClientOptions client(int device) {
        return new MqttClientOptions(
                servers.get(device % servers.size()),
                sources.isEmpty() ? null : sources.get(device / servers.size() % sources.size()),
                carrier,
                version,
                names.clientId(device),
                username,
                password,
                true,
                keepAlive,
                window,
                connectTimeout);
    }
}
