package io.mqttproxy.bench.it;

import static io.mqttproxy.bench.it.Records.assertRecord;
import static io.mqttproxy.bench.it.Records.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command-line client that everybody tries first; where it is not installed, there is nothing to test. */
@ExtendWith(SharedKafka.class)
@Timeout(60)
class MosquittoPubTest {
    private static final int LINES = 10_000;

    @TempDir
    private Path directory;

    @BeforeAll
    static void isInstalled() {
        boolean found = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mosquitto_pub")));
        assumeTrue(found, "mosquitto_pub (Debian package mosquitto-clients) is not installed");
    }

    @ParameterizedTest(name = "{0}, QoS {1}")
    @CsvSource({
        "mqttv31,0",
        "mqttv31,1",
        "mqttv31,2",
        "mqttv311,0",
        "mqttv311,1",
        "mqttv311,2",
        "mqttv5,0",
        "mqttv5,1",
        "mqttv5,2"
    })
    void aMessageOfEachVersionAndQosArrives(String version, String qos, Lab lab) throws Exception {
        Path message = Files.write(directory.resolve("message"), Records.everyByte());

        publish(lab, "-V", version, "-q", qos, "-t", "plant/4/température", "-f", message.toString());

        assertRecord(
                lab.topic().awaitRecord(),
                "sensor-m",
                Records.everyByte(),
                header("mqtt.topic", "plant/4/température"),
                header("mqtt.client.id", "sensor-m"),
                header("mqtt.qos", qos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqttv31", "mqttv311", "mqttv5"})
    void everyLineOfAFileIsStoredOnceAndInOrder(String version, Lab lab) throws Exception {
        List<String> lines =
                IntStream.range(0, LINES).mapToObj(number -> "line " + number).toList();
        Path input = Files.write(directory.resolve("lines"), lines);

        publish(lab, input, "-V", version, "-q", "1", "-t", "a/b", "-l");

        assertEquals(lines, Records.texts(lab.topic().records()));
    }

    private void publish(Lab lab, String... arguments) throws Exception {
        publish(lab, Files.createFile(directory.resolve("no-input")), arguments);
    }

    /** Returns when the client says that all has been acknowledged. */
    private void publish(Lab lab, Path input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("mosquitto_pub", "-i", "sensor-m"));
        command.addAll(List.of(
                "-h", lab.proxy().host(), "-p", Integer.toString(lab.proxy().port())));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(40, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "mosquitto_pub does not end");
        assertEquals(0, process.exitValue(), Files.readString(output, UTF_8));
    }
}
