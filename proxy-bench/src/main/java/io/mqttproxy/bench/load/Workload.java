package io.mqttproxy.bench.load;

import java.time.Duration;

/**
 * The load without anything that is MQTT's or Netty's, in a form that can be passed to another process. The first four are
 * those of its {@link Schedule}.
 *
 * @param warmUpMillis at the beginning, left out of all results
 * @param drainMillis for what is outstanding, once nothing new is due
 * @param window unacknowledged messages of one client
 */
public record Workload(
        double rate,
        long rampMillis,
        long durationMillis,
        long messages,
        long warmUpMillis,
        long drainMillis,
        int clients,
        int window,
        int qos,
        PayloadSource payloads,
        DeviceNames names) {

    /** When messages are due. */
    public Schedule schedule() {
        return new Schedule(rate, Duration.ofMillis(rampMillis), Duration.ofMillis(durationMillis), messages);
    }
}
