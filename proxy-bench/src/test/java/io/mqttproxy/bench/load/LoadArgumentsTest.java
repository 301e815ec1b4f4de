package io.mqttproxy.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LoadArgumentsTest {
    @ParameterizedTest
    @CsvSource({
        "broker, mqtt://broker:1883",
        "broker:1884, mqtt://broker:1884",
        "mqtts://broker, mqtts://broker:8883",
        "ws://broker, ws://broker:8083/mqtt",
        "ws://broker/mqtt?tenant=a%20b, ws://broker:8083/mqtt?tenant=a%20b",
        "WSS://broker:443/devices/mqtt, wss://broker:443/devices/mqtt",
        "mqtt://127.0.0.1:21883, mqtt://127.0.0.1:21883"
    })
    void aServerAddressMayLeaveOutDefaults(String text, String meant) {
        assertEquals(meant, ServerAddress.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "http://broker", "mqtt://", "a b", "mqtt://broker/path", "mqtt://broker?query", "ws:///mqtt"
            })
    void anythingElseIsNotAServerAddress(String text) {
        assertThrows(IllegalArgumentException.class, () -> ServerAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--warm-up=30s", "--warm-up=2s --duration=1s", "--duration=0s"})
    void theWarmUpMustBeShorterThanTheRun(String options) {
        LoadArguments load = parsed(options.split(" ", -1));

        Exception refusal = assertThrows(IllegalArgumentException.class, load::workload);

        assertEquals("warm-up: must be shorter than duration", refusal.getMessage());
    }

    @Test
    void aLoadWithoutMqttHasTheSamePayloads(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("payload"), "one\ntwo\n");

        assertEquals("one\ntwo\n", second(parsed("--payload-file=" + file)));
        assertEquals("two", second(parsed("--payload-lines=" + file)));
        assertEquals(30, second(parsed("--size=30")).length());
    }

    /** The payload of the second message. */
    private static String second(LoadArguments load) {
        return new String(load.workload().payloads().values().apply(1), StandardCharsets.UTF_8);
    }

    @Test
    void payloadsComeFromOneSourceOnly() {
        assertThrows(
                CommandLine.MutuallyExclusiveArgsException.class, () -> parsed("--size=30", "--payload-file=file"));
    }

    @Test
    void aFileWithoutLinesIsRefused(@TempDir Path directory) throws IOException {
        LoadArguments load = parsed("--payload-lines=" + Files.createFile(directory.resolve("empty")));

        Exception refusal = assertThrows(IllegalArgumentException.class, load::workload);

        assertEquals("payload-lines: there is no line in " + directory.resolve("empty"), refusal.getMessage());
    }

    private static LoadArguments parsed(String... options) {
        return CommandLine.populateCommand(new LoadArguments(), options);
    }

    @Test
    void sourceAddressesAreARange() {
        List<String> addresses = SourceAddresses.parse("127.0.0.254-127.0.1.1").stream()
                .map(address -> address.getAddress().getHostAddress())
                .toList();

        assertEquals(List.of("127.0.0.254", "127.0.0.255", "127.0.1.0", "127.0.1.1"), addresses);
        assertEquals(1, SourceAddresses.parse("127.0.0.9").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "127.0.0.2-127.0.0.1", "127.0.0.1-10.0.0.1", "::1", "127.0.0.1-"})
    void anythingElseIsNotARange(String text) {
        assertThrows(IllegalArgumentException.class, () -> SourceAddresses.parse(text));
    }
}
