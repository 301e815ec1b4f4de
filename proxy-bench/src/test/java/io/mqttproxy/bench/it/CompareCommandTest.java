package io.mqttproxy.bench.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mqttproxy.bench.MqttBench;
import io.mqttproxy.bench.client.FakeMqttServer;
import io.mqttproxy.bench.client.ServerAnswers;
import io.mqttproxy.bench.kafka.EmbeddedKafka;
import io.mqttproxy.bench.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code mqtt-bench compare}, ended early. */
@ExtendWith(SharedKafka.class)
@Timeout(60)
class CompareCommandTest {
    @TempDir
    private Path directory;

    @Test
    void aSignalLeavesTheFinishedRoundsOfAServer() throws Exception {
        try (FakeMqttServer server = new FakeMqttServer(ServerAnswers::obliging)) {
            assertFinishedRoundsAreReported(
                    "mqtt://127.0.0.1:" + server.address().getPort());
        }
    }

    @Test
    void aSignalLeavesTheFinishedRoundsOfTheProducer(EmbeddedKafka kafka) throws Exception {
        KafkaTopic topic = KafkaTopic.create(kafka);
        assertFinishedRoundsAreReported("kafka://" + kafka.bootstrapServers() + "/" + topic.name());
    }

    private void assertFinishedRoundsAreReported(String address) throws Exception {
        Path output = directory.resolve("output");
        Path json = directory.resolve("report.json");
        try (JavaProcess compare = start(output, address, json)) {
            while (finishedRounds(output) == 0) {
                assertTrue(compare.isAlive(), () -> read(output));
                LockSupport.parkNanos(10_000_000);
            }
            compare.terminate();
        }

        JsonNode rounds =
                new ObjectMapper().readTree(json.toFile()).get("targets").get(0).get("rounds");
        assertEquals(finishedRounds(output), rounds.size());
    }

    private static JavaProcess start(Path output, String address, Path json) {
        return JavaProcess.start(
                output,
                JavaProcess.ownClassPath(),
                MqttBench.class.getName(),
                List.of(
                        "compare",
                        "--target=tried=" + address,
                        "--clients=2",
                        "--rate=100",
                        "--duration=500ms",
                        "--warm-up-rounds=0",
                        "--rounds=1000",
                        "--json=" + json));
    }

    private static long finishedRounds(Path output) {
        return read(output).lines().filter(line -> line.startsWith("tried ")).count();
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
