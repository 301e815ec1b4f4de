package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir
    private Path directory;

    @Test
    void whatComesFromConfluentIsAValidConfiguration() throws IOException {
        Path source = write("kafka-mqtt.properties", """
                listeners=tcp://0.0.0.0:1883
                topic.regex.list=temperature:.*temperature
                bootstrap.servers=broker:9092
                stream.threads.num=1
                """);
        CommandLineRun run = CommandLineRun.of("import", "confluent", source.toString());
        assertEquals(ExitCode.OK, run.exitCode());
        assertTrue(run.err().contains("note: stream.threads.num has no equivalent"), run.err());
        assertExplained("temperature", "car/engine/temperature", run.out());
    }

    @Test
    void whatComesFromStrimziIsAValidConfiguration() throws IOException {
        Path properties = write("application.properties", "kafka.bootstrap.servers=broker:9092\n");
        Path rules = write("rules.json", "[{\"mqttTopic\": \"sensors/[^/]+/data\", \"kafkaTopic\": \"sensors\"}]");
        CommandLineRun run = CommandLineRun.of("import", "strimzi", properties.toString(), rules.toString());
        assertEquals(ExitCode.OK, run.exitCode());
        assertExplained("sensors", "sensors/4/data", run.out());
        assertExplained("messages_default", "office/door", run.out());
    }

    @Test
    void theBridgesRulesMayBeLeftOut() throws IOException {
        Path properties = write("application.properties", "kafka.bootstrap.servers=broker:9092\n");
        CommandLineRun run = CommandLineRun.of("import", "strimzi", properties.toString());
        assertExplained("messages_default", "office/door", run.out());
    }

    @Test
    void aFileThatIsNotThereIsOneLine() {
        assertEquals(
                new CommandLineRun(
                        ExitCode.USAGE,
                        "",
                        "mqtt-proxy: import: cannot read the file 'nowhere'" + System.lineSeparator()),
                CommandLineRun.of("import", "confluent", "nowhere"));
    }

    @Test
    void theProductIsRequired() {
        CommandLineRun run = CommandLineRun.of("import");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("confluent or strimzi"), run.err());
    }

    private void assertExplained(String kafkaTopic, String mqttTopic, String yaml) throws IOException {
        Path config = write("proxy.yaml", yaml);
        CommandLineRun check = CommandLineRun.of("check", "--config=" + config);
        assertEquals("", check.err());
        assertEquals(ExitCode.OK, check.exitCode());
        String explained =
                CommandLineRun.of("explain", mqttTopic, "--config=" + config).out();
        assertTrue(explained.contains("Kafka topic  " + kafkaTopic + System.lineSeparator()), explained);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
