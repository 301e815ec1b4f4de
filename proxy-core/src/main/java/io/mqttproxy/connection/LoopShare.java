package io.mqttproxy.connection;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.mqtt.PacketDecoder;
import io.netty.util.internal.PlatformDependent;

/**
 * One event loop's part of what all connections together may use. Loops do not ask each other, so that counting costs
 * nothing; connections are spread evenly over them.
 *
 * @param maxInflight publishes on their way to Kafka
 * @param receiveMemory bytes of what has been received and waits
 */
record LoopShare(long maxInflight, long receiveMemory) {

    static LoopShare of(LimitsConfig limits, int eventLoops) {
        // Kafka's client and TLS need direct memory as well; without any, Kafka's thread ends.
        long total = limits.receiveMemory() == 0 ? PlatformDependent.maxDirectMemory() / 2 : limits.receiveMemory();
        return new LoopShare(
                Math.max(1, limits.maxInflightTotal() / eventLoops),
                Math.max(total / eventLoops, largestPacket(limits)));
    }

    /** Bytes of the wills that wait though their clients are gone: an eighth, on top of {@code receive-memory}. */
    long willMemory() {
        return receiveMemory / 8;
    }

    /** One packet of the largest size must always be possible; its buffer grows by doubling. */
    private static long largestPacket(LimitsConfig limits) {
        return 6L * (limits.maxPacketSize() + PacketDecoder.LARGEST_READ);
    }
}
