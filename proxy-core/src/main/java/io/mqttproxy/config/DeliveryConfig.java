package io.mqttproxy.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the proxy behaves when a publish cannot be stored, and when it stops.
 *
 * @param onReject what an MQTT 3 device gets for a publish that is its own fault
 * @param stallTimeout how long a publish may wait for Kafka to take it before its connection is closed without an ack;
 *     also how long a client may leave its acks unread
 * @param drainDelay between readiness turning false and the listeners closing, for the balancer to notice
 * @param drainTimeout from the listeners closing to the last connection closed
 * @param drainRate connections closed per second while draining; 0 spreads them evenly over half the drain timeout
 * @param serverReference where MQTT 5 clients are sent while draining (MQTT 5.0 section 4.11); {@code null} leaves it to
 *     them
 */
public record DeliveryConfig(
        OnReject onReject,
        Duration stallTimeout,
        Duration drainDelay,
        Duration drainTimeout,
        int drainRate,
        @Nullable String serverReference) {

    /** MQTT 3 has no negative acknowledgement, so the operator chooses. */
    public enum OnReject {
        CLOSE,
        ACK
    }

    public static final DeliveryConfig DEFAULTS =
            new DeliveryConfig(OnReject.CLOSE, Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(30), 0, null);

    public DeliveryConfig {
        Durations.requireBetween(stallTimeout, Duration.ofMillis(100), Duration.ofHours(1), "stall-timeout");
        Durations.requireBetween(drainDelay, Duration.ZERO, Duration.ofHours(1), "drain-delay");
        Durations.requireBetween(drainTimeout, Duration.ZERO, Duration.ofHours(1), "drain-timeout");
        ConfigException.requireBetween(drainRate, 0, Integer.MAX_VALUE, "drain-rate");
    }
}
