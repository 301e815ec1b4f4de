package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.kafka.FreePorts;
import io.mqttproxy.bench.lab.ProxyProcess;
import io.mqttproxy.bench.lab.ProxyProgram;
import io.mqttproxy.bench.lab.Waiting;
import io.mqttproxy.bench.report.OverloadResult;
import io.mqttproxy.bench.report.OverloadResult.Check;
import io.mqttproxy.bench.report.OverloadResult.Memory;
import io.mqttproxy.bench.target.TargetMetrics;
import io.mqttproxy.bench.target.TargetProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** One scenario against a proxy of its own. For one thread. */
final class ScenarioRun {
    /** What is not read back must not fill the disk. */
    private static final Map<String, String> SMALL_TOPIC =
            Map.of("retention.bytes", "134217728", "segment.bytes", "33554432");

    private static final int USUAL_TLS_PORT = 18_883;
    private static final int USUAL_WEB_SOCKET_PORT = 18_083;
    private static final int USUAL_ADMIN_PORT = 18_890;

    private final OverloadPlan plan;
    private final Scenario scenario;
    private final KafkaProcess kafka;
    private final ProxyIdentity identity;
    private final StopSignal stop;
    private final MemoryPlan memory;
    private final String topic;
    private final int tlsPort = FreePorts.preferably(USUAL_TLS_PORT);
    private final int webSocketPort = FreePorts.preferably(USUAL_WEB_SOCKET_PORT);
    private final int adminPort = FreePorts.preferably(USUAL_ADMIN_PORT);

    ScenarioRun(OverloadPlan plan, Scenario scenario, KafkaProcess kafka, ProxyIdentity identity, StopSignal stop) {
        this.plan = plan;
        this.scenario = scenario;
        this.kafka = kafka;
        this.identity = identity;
        this.stop = stop;
        memory = new MemoryPlan(plan.heap(), plan.clients(), scenario.overload().tlsConnections(plan.clients()));
        topic = "overload-" + scenario;
    }

    /**
     * Runs it.
     *
     * @param directory for the proxy's log
     * @param classPath where the proxy's program is
     */
    OverloadResult run(Path directory, String classPath) throws InterruptedException {
        kafka.createTopic(topic, scenario.overload().readsBack() ? Map.of() : SMALL_TOPIC);
        ProxyProgram program = new ProxyProgram(created(directory.resolve(topic)), classPath, memory.jvmOptions());
        try (ProxyProcess proxy = new ProxyProcess(program, 1, "mqtt://127.0.0.1:%d", settings())) {
            proxy.start();
            InetSocketAddress admin = loopback(adminPort);
            new Waiting(stop, () -> {})
                    .require("the proxy", () -> proxy.isServing() && ProxyProcess.isListening(admin));
            return run(proxy);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            return failed(e);
        } finally {
            kafka.deleteTopic(topic);
        }
    }

    /** A proxy that dies is a result, too, and the next scenario gets another one. */
    private OverloadResult failed(RuntimeException failure) {
        return new OverloadResult(
                scenario.toString(),
                scenario.description(),
                0,
                new Memory(0, 0, 0),
                memory.bound(),
                Map.of(),
                List.of(new Check("came to its end", "no: " + failure.getMessage(), false)),
                List.of());
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static Path created(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + directory + ": " + e.getMessage(), e);
        }
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(List.of(
                "--kafka-bootstrap-servers=" + kafka.bootstrapServers(),
                "--default-topic=" + topic,
                "--admin-listen=127.0.0.1:" + adminPort,
                "--listen=mqtts://127.0.0.1:" + tlsPort,
                "--listen=ws://127.0.0.1:" + webSocketPort + "/mqtt"));
        settings.addAll(identity.settings());
        settings.addAll(memory.settings());
        settings.addAll(scenario.settings());
        settings.addAll(plan.settings());
        return settings;
    }

    private OverloadResult run(ProxyProcess proxy) throws InterruptedException {
        long start = System.nanoTime();
        Watch watch = new Watch(
                TargetProcesses.of(List.of(proxy.pid())),
                TargetMetrics.of(List.of(URI.create("http://127.0.0.1:" + adminPort + "/metrics"))));
        Waiting waiting = new Waiting(stop, watch::look);
        Stage stage = new Stage(
                plan,
                kafka,
                proxy.address(),
                loopback(tlsPort),
                loopback(webSocketPort),
                identity.clients(),
                topic,
                waiting,
                watch);
        List<Check> checks = new ArrayList<>(scenario.overload().run(stage));
        checks.add(Afterwards.check(stage));
        boolean outOfMemory = proxy.hasLogged("OutOfMemoryError");
        checks.add(new Check("out of memory", outOfMemory ? "yes" : "never", !outOfMemory));
        return new OverloadResult(
                scenario.toString(),
                scenario.description(),
                (System.nanoTime() - start) / 1e9,
                watch.most(),
                memory.bound(),
                watch.closed(),
                checks,
                watch.samples());
    }
}
