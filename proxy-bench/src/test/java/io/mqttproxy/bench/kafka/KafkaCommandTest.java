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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        Process process = start();
        try (BufferedReader output = process.inputReader()) {
            String address = output.readLine();
            assertTrue(address != null && address.startsWith("localhost:"), address);
            assertNotEquals(List.of(others), left());

            process.destroy();

            assertTrue(process.waitFor(40, TimeUnit.SECONDS));
            assertEquals(List.of(others), left());
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        JavaProcess.ownClassPath(),
                        MqttBench.class.getName(),
                        "kafka",
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> paths = Files.list(temporary)) {
            return paths.filter(path -> path.getFileName().toString().startsWith("mqtt-bench-kafka-"))
                    .toList();
        }
    }
}
