package io.mqttproxy.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.process.JavaProcess;
import io.mqttproxy.bench.report.ChaosResult;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@code mqtt-bench chaos}. */
@Timeout(180)
class ChaosTest {
    private static final ChaosPlan PLAN = new ChaosPlan(8, 100, Duration.ofMillis(500), Duration.ofSeconds(1));

    @TempDir
    private static Path logs;

    private static Lab lab;

    @BeforeAll
    static void startLab() {
        lab = Lab.start(logs, 2, JavaProcess.ownClassPath(), BalancerKind.usual());
    }

    @AfterAll
    static void closeLab() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"PROXY_KILL", "BROKER_STOP", "UNDER_MIN_ISR"})
    void acknowledgedMessagesAreStored(Scenario scenario) throws Exception {
        try (StopSignal never = new StopSignal()) {
            ChaosResult result = new ScenarioRun(lab, PLAN, scenario, never, line -> {}).run();

            assertTrue(result.holds(), result.toString());
            assertTrue(result.published() > 0);
            assertEquals(result.published(), result.stored());
        }
    }
}
