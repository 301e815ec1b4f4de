package io.mqttproxy.bench.load;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.client.Carrier;
import io.mqttproxy.bench.client.FakeMqttServer;
import io.mqttproxy.bench.client.MqttVersion;
import io.mqttproxy.bench.client.ServerAnswers;
import io.mqttproxy.bench.kafka.FreePorts;
import io.mqttproxy.bench.report.Connecting;
import io.mqttproxy.bench.report.JvmCost;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.report.Sample;
import io.mqttproxy.bench.target.MetricsPage;
import io.mqttproxy.bench.target.Target;
import io.mqttproxy.bench.target.TargetMetrics;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadRunTest {
    private static final int MESSAGES = 500;

    @Test
    void everythingThatWasDueIsPublishedAndMeasured() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging)) {
            LoadReport report = run(server.address(), 1, 1_000);

            assertEquals(MESSAGES, report.counts().published());
            assertEquals(MESSAGES, report.counts().acknowledged());
            assertEquals(0, report.counts().unacknowledged() + report.counts().unsent());
            assertEquals(MESSAGES, report.latency().count());
            Connecting connecting = requireNonNull(report.connecting());
            assertEquals(5, connecting.latency().count());
            assertEquals(5, connecting.connections());
        }
    }

    @Test
    void missingAcknowledgementsOfAServerAreReported() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::silent)) {
            LoadReport report = run(server.address(), 1, 10_000);

            assertEquals(5 * 8, report.counts().published());
            assertEquals(5 * 8, report.counts().unacknowledged());
            assertEquals(MESSAGES - 5 * 8, report.counts().unsent());
        }
    }

    @Test
    void messagesForAServerThatStaysAwayAreNeverAcknowledged() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::silent)) {
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                while (server.received() < 5 + 5 * 8) {
                    LockSupport.parkNanos(1_000_000);
                }
                server.stop();
            });

            LoadReport report = run(server.address(), 1, 10_000, true, Target.UNKNOWN);

            end.join();
            assertEquals(5 * 8, report.counts().published());
            assertEquals(5 * 8, report.counts().unacknowledged());
        }
    }

    @Test
    void withoutARateAllIsSentAsFastAsTheWindowsAllow() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging)) {
            LoadReport report = run(server.address(), 2, 0);

            assertEquals(MESSAGES, report.counts().acknowledged());
            assertTrue(report.seconds() < 20);
        }
    }

    @Test
    void qosZeroIsReadByTheServerBeforeTheRunEnds() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging)) {
            LoadReport report = run(server.address(), 0, 10_000);

            assertEquals(MESSAGES, report.counts().published());
            // Connects, publishes, pings and disconnects; the last may still be on their way.
            assertTrue(server.received() >= 5 + MESSAGES + 5, "received " + server.received());
        }
    }

    @Test
    void anUnreachableServerIsNamed() {
        InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", new FreePorts().next());

        Exception failure = assertThrows(IllegalStateException.class, () -> run(nobody, 1, 1_000));

        assertTrue(failure.toString().contains("the server: [connection refused]"), failure.toString());
    }

    @Test
    void theTargetsHeapIsInTheReport() throws Exception {
        String metrics = "jvm_memory_used_bytes{area=\"heap\",id=\"Eden\"} 5000\n";
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging);
                MetricsPage page = new MetricsPage(metrics)) {
            LoadReport report = run(
                    server.address(), 1, 10_000, false, new Target(null, TargetMetrics.of(List.of(page.address()))));

            assertEquals(new JvmCost(5_000, 0, 0), report.jvm());
            assertEquals(new Sample.Jvm(5_000, 0), report.samples().get(0).jvm());
        }
    }

    private static LoadReport run(InetSocketAddress server, int qos, double rate) throws InterruptedException {
        return run(server, qos, rate, false, Target.UNKNOWN);
    }

    private static LoadReport run(InetSocketAddress server, int qos, double rate, boolean retry, Target target)
            throws InterruptedException {
        FleetOptions fleet = new FleetOptions(
                List.of(server),
                List.of(),
                Carrier.TCP,
                MqttVersion.V5,
                5,
                new DeviceNames("device-{index}", "load/{clientid}"),
                null,
                null,
                qos,
                8,
                60,
                1_000,
                Duration.ofSeconds(5),
                retry,
                1,
                0);
        LoadPlan plan = new LoadPlan(
                "test",
                Map.of("server", "the server"),
                fleet,
                new Schedule(rate, Duration.ZERO, Duration.ofSeconds(20), MESSAGES),
                new StampedPayloads(1, 50, 0),
                false,
                Duration.ZERO,
                Duration.ofSeconds(1),
                target);
        try (StopSignal stop = new StopSignal()) {
            return new LoadRun(plan, stop, line -> {}).run();
        }
    }
}
