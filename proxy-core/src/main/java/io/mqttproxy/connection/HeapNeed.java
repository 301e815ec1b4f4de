package io.mqttproxy.connection;

import io.mqttproxy.config.LimitsConfig;

/**
 * An upper bound of the heap that the proxy needs with its settings, whatever devices and Kafka do:
 * the formula in {@code docs/operating.md}. All sizes are in bytes.
 *
 * @param bufferMemory {@code buffer.memory} of Kafka's producer
 * @param receiveMemory {@code receive-memory}, of which wills and waiting publishes are in the heap
 */
public record HeapNeed(long bufferMemory, int maxInflightTotal, long receiveMemory, int maxConnections) {
    private static final long KIB = 1024;
    private static final long INFLIGHT_PUBLISH = KIB / 2;
    private static final long CONNECTION = 3 * KIB;

    /** Heap of the program itself. */
    public static final long PROGRAM = 100 * KIB * KIB;

    public static HeapNeed of(LimitsConfig limits, long bufferMemory) {
        return new HeapNeed(
                bufferMemory,
                limits.inflight().maxInflightTotal(),
                LoopShare.receiveMemory(limits.inflight()),
                limits.connections().maxConnections());
    }

    /** Heap for publishes in flight, in addition to {@code bufferMemory}. */
    public long inflight() {
        return maxInflightTotal * INFLIGHT_PUBLISH;
    }

    /** Heap for connections, idle ones included. */
    public long connections() {
        return maxConnections * CONNECTION;
    }

    /** The sum of all parts. */
    public long bytes() {
        return PROGRAM + bufferMemory + inflight() + receiveMemory + connections();
    }
}
