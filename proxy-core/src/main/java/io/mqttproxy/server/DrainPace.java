package io.mqttproxy.server;

import io.mqttproxy.config.DeliveryConfig;
import java.time.Duration;

/**
 * How fast connections are told to go: {@code drain-rate} connections per second. Without that
 * setting, all of them within half of {@code drain-timeout}, which leaves the other half for their
 * publishes in flight.
 */
final class DrainPace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;

    /** @param connections number of connections that are open when the drain begins */
    DrainPace(DeliveryConfig delivery, int connections) {
        Duration half = delivery.drainTimeout().dividedBy(2);
        perNano = delivery.drainRate() > 0
                ? delivery.drainRate() / NANOS_PER_SECOND
                : connections / (double) Math.max(1, half.toNanos());
    }

    /**
     * How many connections may have been told to go this long after the beginning; the first one may
     * go at once.
     */
    long dueAfter(long elapsedNanos) {
        return 1 + (long) (elapsedNanos * perNano);
    }
}
