package io.mqttproxy.bench.load;

import java.time.Duration;

/**
 * The load without anything that is MQTT's or Netty's, for whoever bears it in another way.
 *
 * @param clientId template with {@code {index}}
 * @param topic template with {@code {index}} and {@code {clientid}}
 */
public record Workload(
        Schedule schedule,
        Duration warmUp,
        Duration drainTimeout,
        int clients,
        int window,
        int qos,
        PayloadSource payloads,
        String clientId,
        String topic) {}
