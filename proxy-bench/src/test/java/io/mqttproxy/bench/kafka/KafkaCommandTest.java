package io.mqttproxy.bench.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.MqttBench;
import io.mqttproxy.bench.process.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KafkaCommandTest {
    @TempDir
    private Path temporary;

    @Test
    void aSignalEndsItAndNothingIsLeftBehind() throws Exception {
        Path others = Files.createDirectory(temporary.resolve("mqtt-bench-kafka-of-somebody-else"));
        Process process = start("--port=0");
        try (BufferedReader output = process.inputReader()) {
            String address = output.readLine();
            assertTrue(address != null && address.startsWith("localhost:"), address);
            assertNotEquals(List.of(others), left());

            process.destroy();

            assertTrue(process.waitFor(40, TimeUnit.SECONDS));
            assertEquals(List.of(others), left());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void withADelayNoAnswerComesSooner() throws Exception {
        Process process = start("--port=0", "--delay=50ms");
        try (BufferedReader output = process.inputReader()) {
            String address = output.readLine();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
                Collection<Node> brokers = admin.describeCluster().nodes().get();
                long asked = System.nanoTime();
                admin.describeCluster().nodes().get();

                assertTrue(System.nanoTime() - asked >= 50_000_000);
                assertEquals(
                        List.of(address),
                        brokers.stream().map(KafkaCommandTest::address).toList());
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                JavaProcess.ownClassPath(),
                MqttBench.class.getName(),
                "kafka"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String address(Node broker) {
        return broker.host() + ":" + broker.port();
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> paths = Files.list(temporary)) {
            return paths.filter(path -> path.getFileName().toString().startsWith("mqtt-bench-kafka-"))
                    .toList();
        }
    }
}
