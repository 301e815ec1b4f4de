package io.mqttproxy.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * How the devices of a run connected.
 *
 * @param connections open at the end
 * @param seconds from the first attempt until all devices were connected or had given up
 * @param perSecond connections per second
 * @param latency from the first packet to CONNACK
 * @param cost to the target, {@code null} when its process is on another machine or unknown
 */
public record Connecting(
        long connections,
        double seconds,
        double perSecond,
        Latency latency,
        @Nullable Cost cost) {

    /**
     * What the target used meanwhile, for everything it did.
     *
     * @param cpuSeconds processor time, in steps of 10 ms
     * @param connectionsPerCpuSecond how many it took in a second of one processor
     * @param rssBytesBefore memory before the first device connected
     * @param rssBytes memory with all devices connected, before they published
     * @param rssBytesPerConnection of the later half of all connections: the first ones also pay for code and heap that is
     *     needed once; means nothing below some thousands
     */
    public record Cost(
            double cpuSeconds,
            double connectionsPerCpuSecond,
            long rssBytesBefore,
            long rssBytes,
            double rssBytesPerConnection) {}
}
