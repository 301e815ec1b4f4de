package io.mqttproxy.server;

import io.mqttproxy.config.DeliveryConfig;
import java.time.Duration;

/**
 * How fast connections are told to go: setting {@code drain-rate}. Without one, all of them within half of {@code
 * drain-timeout}, so that the other half is for their publishes.
 */
final class DrainPace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;

    /** @param connections open when the drain begins */
    DrainPace(DeliveryConfig delivery, int connections) {
        Duration half = delivery.drainTimeout().dividedBy(2);
        perNano = delivery.drainRate() > 0
                ? delivery.drainRate() / NANOS_PER_SECOND
                : connections / (double) Math.max(1, half.toNanos());
    }

    /** How many connections may have been told by this time after the beginning; the first one at once. */
    long dueAfter(long elapsedNanos) {
        return 1 + (long) (elapsedNanos * perNano);
    }
}
