package io.mqttproxy.bench.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BoundedLogTest {
    private static final long MIB = 1 << 20;

    @Test
    void partitionsShareTheSizeAndEachHasSeveralSegments() {
        Map<String, String> properties = BoundedLog.properties(120 * MIB, Map.of("num.partitions", "12"));

        assertEquals(Long.toString(10 * MIB), properties.get("log.retention.bytes"));
        assertEquals(Long.toString(10 * MIB / 4), properties.get("log.segment.bytes"));
    }

    @Test
    void segmentsAreNeitherHugeNorSmallerThanKafkaTakes() {
        assertEquals(
                Long.toString(64 * MIB),
                BoundedLog.properties(4096 * MIB, Map.of()).get("log.segment.bytes"));
        assertEquals(Long.toString(MIB), BoundedLog.properties(MIB, Map.of()).get("log.segment.bytes"));
    }

    @Test
    void anInvalidNumberOfPartitionsIsNamed() {
        Exception failure = assertThrows(
                IllegalArgumentException.class, () -> BoundedLog.properties(MIB, Map.of("num.partitions", "few")));

        assertEquals("num.partitions: must be a number, not few", failure.getMessage());
    }

    @Test
    void theCommandBoundsTheLogUnlessAPropertySaysOtherwise() {
        assertEquals(Long.toString(4096 * MIB), properties().get("log.retention.bytes"));
        assertEquals(Long.toString(512 * MIB), properties("--keep", "512MiB").get("log.retention.bytes"));
        assertEquals(
                "-1",
                properties("--keep", "512MiB", "--property", "log.retention.bytes=-1")
                        .get("log.retention.bytes"));
    }

    @Test
    void aSizeWithoutAUnitIsRefused() {
        Exception failure = assertThrows(CommandLine.ParameterException.class, () -> properties("--keep", "4"));

        assertTrue(failure.toString().contains("'4' is not a size such as 512MiB"), failure.toString());
    }

    private static Map<String, String> properties(String... arguments) {
        KafkaCommand command = new KafkaCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.options().brokerProperties();
    }
}
