package io.mqttproxy.bench.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttproxy.bench.report.OverloadResult.Memory;
import org.junit.jupiter.api.Test;

/** The formula, as in {@code docs/operating.md}. */
class MemoryPlanTest {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    @Test
    void theBoundIsHeapReceiveMemoryAndProgram() {
        Memory bound = new MemoryPlan(768 * MIB, 20_000, 0).bound();

        assertEquals(new Memory((768 + 384 + 150) * MIB, 768 * MIB, 768 * MIB), bound);
    }

    @Test
    void tlsTakesMemoryOutsideOfTheHeap() {
        long plain = new MemoryPlan(768 * MIB, 20_000, 0).bound().rss();

        assertEquals(
                10_000 * 32 * KIB,
                new MemoryPlan(768 * MIB, 20_000, 10_000).bound().rss() - plain);
    }

    /** 100 MiB + 64 MiB + 50,000 KiB + 60,000 KiB, and as much again for {@code receive-memory}. */
    @Test
    void theLeastHeapIsTheSumOfItsParts() {
        new MemoryPlan(543 * MIB, 20_000, 0);

        assertThrows(IllegalArgumentException.class, () -> new MemoryPlan(542 * MIB, 20_000, 0));
    }

    @Test
    void aHeapThatIsTooSmallIsRefusedWithTheSmallestThatIsEnough() {
        String problem =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> new MemoryPlan(256 * MIB, 5_000, 0))
                        .getMessage());

        assertEquals("heap: must be at least 455 MiB for 5,000 connections", problem);
        new MemoryPlan(455 * MIB, 5_000, 0);
    }
}
