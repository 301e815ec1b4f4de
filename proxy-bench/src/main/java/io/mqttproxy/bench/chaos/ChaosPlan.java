package io.mqttproxy.bench.chaos;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What all scenarios have in common.
 *
 * @param rate messages per second of all devices together
 * @param calm how long everything works before the fault, and again after the recovery
 * @param outage how long faults last; {@code null} for what each scenario needs
 */
record ChaosPlan(
        int devices, double rate, Duration calm, @Nullable Duration outage) {
    ChaosPlan {
        if (devices < 1) {
            throw new IllegalArgumentException("devices: must be at least 1, not " + devices);
        }
        if (rate < devices / 10.0) {
            throw new IllegalArgumentException("rate: must be at least a message in 10 seconds for each device");
        }
    }

    Duration outage(Scenario scenario) {
        return outage == null ? scenario.outage() : outage;
    }
}
