package io.mqttproxy.bench.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.report.OverloadResult.Memory;
import org.junit.jupiter.api.Test;

/** The formula, with the figures of the example in {@code docs/operating.md}. */
class MemoryPlanTest {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    @Test
    void theBoundOfTheHeapIsTheSumOfItsParts() {
        Memory bound = new MemoryPlan(768 * MIB, 20_000, 0).bound();

        assertEquals(100 * MIB + 64 * MIB + 50_000 * KIB + 384 * MIB + 60_000 * KIB, bound.heap());
        assertTrue(bound.heap() <= 768 * MIB);
    }

    @Test
    void inMemoryMayBeTheHeapWhatIsReceivedAndTheProgram() {
        assertEquals(
                (768 + 384 + 150) * MIB,
                new MemoryPlan(768 * MIB, 20_000, 0).bound().rss());
        assertEquals(768 * MIB, new MemoryPlan(768 * MIB, 20_000, 0).bound().direct());
    }

    @Test
    void tlsTakesMemoryOutsideOfTheHeap() {
        long plain = new MemoryPlan(768 * MIB, 20_000, 0).bound().rss();

        assertEquals(
                10_000 * 32 * KIB,
                new MemoryPlan(768 * MIB, 20_000, 10_000).bound().rss() - plain);
    }

    @Test
    void aHeapThatTheFormulaDoesNotAllowIsRefusedWithTheLeastThatItDoes() {
        String problem =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> new MemoryPlan(256 * MIB, 5_000, 0))
                        .getMessage());

        assertEquals("heap: must be at least 455 MiB for 5,000 connections", problem);
        new MemoryPlan(455 * MIB, 5_000, 0);
    }
}
