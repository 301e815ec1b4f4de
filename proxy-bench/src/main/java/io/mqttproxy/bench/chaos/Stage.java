package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.lab.Waiting;
import java.time.Duration;

/**
 * Where a fault strikes.
 *
 * @param outage how long it lasts, when that can be chosen
 */
record Stage(Lab lab, Swarm swarm, String topic, Duration outage, Waiting waiting) {}
