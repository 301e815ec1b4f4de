package io.mqttproxy.app;

import io.mqttproxy.connection.HeapNeed;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says before it happens that devices may fill the heap. */
final class HeapWarning {
    private static final long MIB = 1024 * 1024;

    private HeapWarning() {}

    /**
     * One line, or {@code null} when the heap is large enough.
     *
     * @param heap bytes that it may have
     */
    static @Nullable String of(HeapNeed need, long heap) {
        if (heap >= need.bytes()) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "-Xmx: the heap of %,d MiB is smaller than the %,d MiB that the settings may need: %,d for the program,"
                        + " %,d for Kafka's buffer.memory, %,d for max-inflight-total, %,d for receive-memory, which is half"
                        + " of the direct memory unless set, %,d for max-connections; raise it, or lower these",
                heap / MIB,
                roundedUp(need.bytes()),
                roundedUp(HeapNeed.PROGRAM),
                roundedUp(need.bufferMemory()),
                roundedUp(need.inflight()),
                roundedUp(need.receiveMemory()),
                roundedUp(need.connections()));
    }

    private static long roundedUp(long bytes) {
        return (bytes + MIB - 1) / MIB;
    }
}
