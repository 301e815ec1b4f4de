package io.mqttproxy.connection;

import io.mqttproxy.config.LimitsConfig;

/**
 * The heap that the settings may need, whatever devices and Kafka do: the formula of {@code docs/operating.md}. All sizes are
 * in bytes.
 *
 * @param bufferMemory of Kafka's producer
 * @param receiveMemory of which wills and publishes that wait are in the heap
 */
public record HeapNeed(long bufferMemory, int maxInflightTotal, long receiveMemory, int maxConnections) {
    private static final long KIB = 1024;
    private static final long INFLIGHT_PUBLISH = KIB / 2;
    private static final long CONNECTION = 3 * KIB;

    /** What the program itself takes. */
    public static final long PROGRAM = 100 * KIB * KIB;

    public static HeapNeed of(LimitsConfig limits, long bufferMemory) {
        return new HeapNeed(
                bufferMemory,
                limits.inflight().maxInflightTotal(),
                LoopShare.receiveMemory(limits.inflight()),
                limits.connections().maxConnections());
    }

    /** Publishes under way need this beside {@code bufferMemory}. */
    public long inflight() {
        return maxInflightTotal * INFLIGHT_PUBLISH;
    }

    /** What is kept of connections, also while they are idle. */
    public long connections() {
        return maxConnections * CONNECTION;
    }

    /** All together. */
    public long bytes() {
        return PROGRAM + bufferMemory + inflight() + receiveMemory + connections();
    }
}
