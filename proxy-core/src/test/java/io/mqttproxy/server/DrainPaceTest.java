package io.mqttproxy.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.DeliveryConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainPaceTest {

    @Test
    void aRateIsKeptHoweverLow() {
        DrainPace pace = pace(5, 1_000);

        assertEquals(1, pace.dueAfter(0));
        assertEquals(1, pace.dueAfter(nanos(100)));
        assertEquals(2, pace.dueAfter(nanos(200)));
        assertEquals(51, pace.dueAfter(nanos(10_000)));
    }

    @Test
    void withoutARateAllAreToldWithinHalfTheDrainTimeout() {
        DrainPace pace = pace(0, 3_000);

        assertTrue(pace.dueAfter(nanos(7_500)) <= 1_501);
        assertTrue(pace.dueAfter(nanos(15_000)) >= 3_000);
    }

    @Test
    void theFirstIsToldAtOnce() {
        assertEquals(1, pace(0, 0).dueAfter(nanos(60_000)));
    }

    private static DrainPace pace(int rate, int connections) {
        DeliveryConfig defaults = DeliveryConfig.DEFAULTS;
        return new DrainPace(
                new DeliveryConfig(
                        defaults.onReject(),
                        defaults.stallTimeout(),
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        rate,
                        null),
                connections);
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
