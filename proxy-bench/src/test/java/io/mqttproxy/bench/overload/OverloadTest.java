package io.mqttproxy.bench.overload;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.process.JavaProcess;
import io.mqttproxy.bench.report.OverloadResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@code mqtt-bench overload}. */
@Timeout(120)
class OverloadTest {
    private static final OverloadPlan PLAN = new OverloadPlan(100, 512 * 1024 * 1024, Duration.ofSeconds(1), List.of());

    @TempDir
    private static Path logs;

    private static KafkaProcess kafka;
    private static ProxyIdentity identity;

    @BeforeAll
    static void startKafka() throws InterruptedException {
        kafka = KafkaProcess.start(logs);
        identity = ProxyIdentity.issue(logs);
    }

    @AfterAll
    static void closeKafka() {
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"KAFKA_DOWN", "HUGE_PACKETS"})
    void memoryStaysWithinItsBoundAndEverythingElseHolds(Scenario scenario) throws Exception {
        try (StopSignal never = new StopSignal()) {
            OverloadResult result =
                    new ScenarioRun(PLAN, scenario, kafka, identity, never).run(logs, JavaProcess.ownClassPath());

            assertTrue(result.holds(), result.toString());
        }
    }
}
