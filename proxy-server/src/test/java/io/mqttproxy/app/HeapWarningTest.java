package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.connection.HeapNeed;
import io.netty.util.internal.PlatformDependent;
import org.junit.jupiter.api.Test;

/** The formula, as in {@code docs/operating.md}. */
class HeapWarningTest {
    private static final long MIB = 1024 * 1024;

    /** 100 MiB + 64 MiB + 50,000 KiB + 384 MiB + 60,000 KiB. */
    private static final HeapNeed NEED = new HeapNeed(64 * MIB, 100_000, 384 * MIB, 20_000);

    @Test
    void aHeapThatIsLargeEnoughIsNotWarnedOf() {
        assertNull(HeapWarning.of(NEED, 656 * MIB));
    }

    @Test
    void aHeapThatIsTooSmallIsNamedWithWhatItIsFor() {
        assertEquals(
                "-Xmx: the heap of 655 MiB is smaller than the 656 MiB that the settings may need: 100 for the program, 64"
                        + " for Kafka's buffer.memory, 49 for max-inflight-total, 384 for receive-memory, which is half of"
                        + " the direct memory unless set, 59 for max-connections; raise it, or lower these",
                HeapWarning.of(NEED, 655 * MIB));
    }

    @Test
    void whatIsNeededComesFromTheSettings() {
        HeapNeed need = HeapNeed.of(LimitsConfig.DEFAULTS, 64 * MIB);

        assertEquals(100_000, need.maxInflightTotal());
        assertEquals(100_000, need.maxConnections());
        assertEquals(PlatformDependent.maxDirectMemory() / 2, need.receiveMemory());
    }
}
