package io.mqttproxy.bench.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.terminal.Terminal;
import org.junit.jupiter.api.Test;

class ChaosResultTest {
    @Test
    void aScenarioThatFailedDoesNotHoldAndSaysWhy() {
        ChaosResult result = ChaosResult.failed("proxy-kill", "kill -9 of a proxy", "a proxy has ended by itself");

        assertFalse(result.holds());
        assertTrue(ChaosTable.of(result, Terminal.NONE).contains("no: a proxy has ended by itself"));
    }
}
