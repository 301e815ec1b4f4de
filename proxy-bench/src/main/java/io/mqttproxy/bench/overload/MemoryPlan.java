package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.report.OverloadResult.Memory;
import io.mqttproxy.config.InflightLimits;
import java.util.List;

/**
 * The settings that bound the proxy's memory, and the formula of {@code docs/operating.md} that says how.
 *
 * @param heap bytes, {@code -Xmx}
 * @param connections at a time, at most
 * @param tlsConnections of these
 */
record MemoryPlan(long heap, int connections, int tlsConnections) {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    private static final long PROGRAM = 100 * MIB;
    private static final long BUFFER_MEMORY = 64 * MIB;
    private static final long INFLIGHT_PUBLISH = KIB / 2;
    private static final long CONNECTION = 3 * KIB;
    private static final long TLS_SESSION = 32 * KIB;
    private static final long OUTSIDE_HEAP = 150 * MIB;
    private static final int MAX_INFLIGHT_TOTAL = InflightLimits.DEFAULTS.maxInflightTotal();

    MemoryPlan {
        // The other half is receive-memory.
        long least = (2 * withoutReceiveMemory(connections) + MIB - 1) / MIB;
        if (heap < least * MIB) {
            throw new IllegalArgumentException(
                    String.format("heap: must be at least %d MiB for %,d connections", least, connections));
        }
    }

    /** What does not depend on the heap's size. */
    private static long withoutReceiveMemory(int connections) {
        return PROGRAM + BUFFER_MEMORY + MAX_INFLIGHT_TOTAL * INFLIGHT_PUBLISH + connections * CONNECTION;
    }

    /** As by default: half of the direct memory, which is as much as the heap. */
    private static long receiveMemory(long heap) {
        return heap / 2;
    }

    /** What the proxy may have. Garbage may fill the heap to its end; what the formula promises is that it suffices. */
    Memory bound() {
        return new Memory(
                heap + receiveMemory(heap) + OUTSIDE_HEAP + tlsConnections * TLS_SESSION,
                heap,
                2 * receiveMemory(heap));
    }

    List<String> jvmOptions() {
        return List.of("-Xmx" + heap, "-XX:MaxDirectMemorySize=" + 2 * receiveMemory(heap));
    }

    /** Those of the proxy, by name, so that the formula speaks of what is in force. */
    List<String> settings() {
        return List.of(
                "--receive-memory=" + receiveMemory(heap),
                "--max-inflight-total=" + MAX_INFLIGHT_TOTAL,
                "--kafka=buffer.memory=" + BUFFER_MEMORY);
    }
}
