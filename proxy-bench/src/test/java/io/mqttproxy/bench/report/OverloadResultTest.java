package io.mqttproxy.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.report.OverloadResult.Check;
import io.mqttproxy.bench.report.OverloadResult.Memory;
import io.mqttproxy.bench.terminal.Terminal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverloadResultTest {
    private static final long MIB = 1024 * 1024;
    private static final Memory BOUND = new Memory(30 * MIB, 20 * MIB, 10 * MIB);

    @Test
    void itHoldsWhenMemoryIsWithinItsBoundAndEachCheckHeld() {
        assertTrue(result(BOUND, true).holds());
        assertFalse(result(BOUND, false).holds());
    }

    @Test
    void eachPartOfTheMemoryHasABoundOfItsOwn() {
        assertFalse(result(new Memory(30 * MIB + 1, 0, 0), true).holds());
        assertFalse(result(new Memory(0, 20 * MIB + 1, 0), true).holds());
        assertFalse(result(new Memory(0, 0, 10 * MIB + 1), true).holds());
    }

    @Test
    void theMaximumOfTwoMomentsIsTheMaximumOfEachPart() {
        assertEquals(new Memory(3, 5, 6), new Memory(3, 1, 6).max(new Memory(2, 5, 4)));
    }

    @Test
    void theTableShowsValuesAndFailedChecks() {
        String table = OverloadTable.of(result(new Memory(29 * MIB, 21 * MIB, 0), false), Terminal.NONE);

        assertTrue(table.contains("most RSS              29 of 30 MiB\n"), table);
        assertTrue(table.contains("most heap             21 of 20 MiB (DID NOT HOLD)\n"), table);
        assertTrue(table.contains("closed                1,200 stalled\n"), table);
        assertTrue(table.contains("codes                 none (DID NOT HOLD)"), table);
    }

    private static OverloadResult result(Memory most, boolean held) {
        return new OverloadResult(
                "name",
                "what happens",
                1,
                most,
                BOUND,
                Map.of("stalled", 1_200L),
                List.of(new Check("codes", "none", held)),
                List.of());
    }
}
