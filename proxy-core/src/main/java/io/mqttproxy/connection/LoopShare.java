package io.mqttproxy.connection;

import io.mqttproxy.config.InflightLimits;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.PacketLimits;
import io.mqttproxy.mqtt.PacketDecoder;
import io.netty.util.internal.PlatformDependent;

/**
 * One event loop's share of the limits for all connections. Event loops do not coordinate, so that
 * counting costs nothing; connections are spread evenly over them.
 *
 * @param maxInflight publishes in flight to Kafka
 * @param receiveMemory bytes that connections have received and hold
 * @param willMemory bytes of wills that wait although their clients are gone
 * @param maxGone number of such wills; also the number of connections whose sockets are closed, and of
 *     turns that {@linkplain ConnectionLoop#linger linger}, together
 */
record LoopShare(long maxInflight, long receiveMemory, long willMemory, int maxGone) {
    private static final int WILLS_PART = 8;

    static LoopShare of(LimitsConfig limits, int eventLoops) {
        long share = receiveMemory(limits.inflight()) / eventLoops;
        return new LoopShare(
                Math.max(1, limits.inflight().maxInflightTotal() / eventLoops),
                Math.max(share - share / WILLS_PART, largestPacket(limits.packets())),
                share / WILLS_PART,
                Math.max(1, limits.connections().maxConnections() / eventLoops));
    }

    /**
     * Bytes for all event loops. By default half of the direct memory: Kafka's client and TLS need
     * direct memory too, and a lack of it would end Kafka's I/O thread.
     */
    static long receiveMemory(InflightLimits limits) {
        return limits.receiveMemory() == 0 ? PlatformDependent.maxDirectMemory() / 2 : limits.receiveMemory();
    }

    /** A packet of the maximum size must always fit, although its buffer grows by doubling. */
    private static long largestPacket(PacketLimits limits) {
        return 6L * (limits.maxPacketSize() + PacketDecoder.LARGEST_READ);
    }
}
