package io.mqttproxy.bench.compare;

import io.mqttproxy.bench.load.PayloadSource;

/**
 * The load for Kafka's own producer, as it travels to its process.
 *
 * @param rate messages per second, 0 for as many as the windows let through
 * @param messages of which no more are sent
 * @param clients that the keys come from
 * @param window unacknowledged messages per client
 * @param headers whether records have those that the proxy would write
 */
record ProducerOrder(
        double rate,
        long rampMillis,
        long durationMillis,
        long warmUpMillis,
        long drainMillis,
        long messages,
        int clients,
        int window,
        PayloadSource payloads,
        int qos,
        String clientId,
        String mqttTopic,
        boolean headers) {}
