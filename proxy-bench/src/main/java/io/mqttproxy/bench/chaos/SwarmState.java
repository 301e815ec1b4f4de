package io.mqttproxy.bench.chaos;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What the devices of a scenario have done so far.
 *
 * @param published messages, each once however often it was sent
 * @param sentAgain publishes with DUP
 * @param refused messages with a negative acknowledgement
 * @param disordered acknowledgements that did not come in the order of the publishes
 * @param connected devices that have a connection
 * @param connections that were ever accepted
 * @param settled whether nothing is due and nothing is without an acknowledgement
 * @param longestSilenceNanos of the device that has waited longest for an acknowledgement
 */
record SwarmState(
        long published,
        long acknowledged,
        long sentAgain,
        long refused,
        long disordered,
        int connected,
        long connections,
        boolean settled,
        long longestSilenceNanos) {

    /** To be called where the devices live. */
    static SwarmState of(List<RetryingDevice> devices) {
        long now = System.nanoTime();
        return new SwarmState(
                sum(devices, RetryingDevice::published),
                sum(devices, RetryingDevice::acknowledgedCount),
                sum(devices, RetryingDevice::sentAgain),
                sum(devices, RetryingDevice::refused),
                sum(devices, RetryingDevice::disordered),
                Math.toIntExact(
                        devices.stream().filter(RetryingDevice::isConnected).count()),
                sum(devices, RetryingDevice::connections),
                devices.stream().allMatch(RetryingDevice::isSettled),
                devices.stream()
                        .mapToLong(device -> device.silence().longest(now))
                        .max()
                        .orElse(0));
    }

    private static long sum(List<RetryingDevice> devices, ToIntFunction<RetryingDevice> count) {
        return devices.stream().mapToLong(count::applyAsInt).sum();
    }
}
