package io.mqttproxy.bench.overload;

import java.time.Duration;
import java.util.List;

/**
 * What all scenarios have in common.
 *
 * @param clients how many devices ask too much
 * @param heap of the proxy, in bytes
 * @param outage how long Kafka hangs, and how long a turn with a greedy device, or one without it, takes
 * @param settings of the proxy over those of a scenario
 */
record OverloadPlan(int clients, long heap, Duration outage, List<String> settings) {
    OverloadPlan {
        if (clients < 10) {
            throw new IllegalArgumentException("clients: must be at least 10, not " + clients);
        }
        settings = List.copyOf(settings);
    }
}
