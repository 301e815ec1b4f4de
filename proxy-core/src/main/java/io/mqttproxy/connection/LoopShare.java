package io.mqttproxy.connection;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.PacketLimits;
import io.mqttproxy.mqtt.PacketDecoder;
import io.netty.util.internal.PlatformDependent;

/**
 * One event loop's part of what all connections together may use. Loops do not ask each other, so that counting costs
 * nothing; connections are spread evenly over them.
 *
 * @param maxInflight publishes on their way to Kafka
 * @param receiveMemory bytes of what connections have received and keep
 * @param willMemory bytes of the wills that wait though their clients are gone
 * @param maxGone such wills, and connections that wait for Kafka though their sockets are gone
 */
record LoopShare(long maxInflight, long receiveMemory, long willMemory, int maxGone) {
    private static final int WILLS_PART = 8;

    static LoopShare of(LimitsConfig limits, int eventLoops) {
        // Kafka's client and TLS need direct memory as well; without any, Kafka's thread ends.
        int memory = limits.inflight().receiveMemory();
        long total = memory == 0 ? PlatformDependent.maxDirectMemory() / 2 : memory;
        long share = total / eventLoops;
        return new LoopShare(
                Math.max(1, limits.inflight().maxInflightTotal() / eventLoops),
                Math.max(share - share / WILLS_PART, largestPacket(limits.packets())),
                share / WILLS_PART,
                Math.max(1, limits.connections().maxConnections() / eventLoops));
    }

    /** One packet of the largest size must always be possible; its buffer grows by doubling. */
    private static long largestPacket(PacketLimits limits) {
        return 6L * (limits.maxPacketSize() + PacketDecoder.LARGEST_READ);
    }
}
