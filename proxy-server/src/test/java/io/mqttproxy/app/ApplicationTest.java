package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationTest {
    private static final String KAFKA = "--kafka-bootstrap-servers=localhost:9092";

    @ParameterizedTest
    @ValueSource(strings = {"", "serve ", "check ", "explain ", "password ", "import ", "import strimzi "})
    void helpFitsEightyColumns(String command) {
        CommandLineRun run = CommandLineRun.of((command + "--help").split(" "));
        assertEquals(0, run.exitCode());
        List<String> tooLong =
                run.out().lines().filter(line -> line.length() > 79).toList();
        assertEquals(List.of(), tooLong);
    }

    @Test
    void helpHasSectionsExamplesAndExitCodes() {
        String help = CommandLineRun.of("--help").out();
        assertTrue(help.contains("\nLimits:\n  --max-connections=<n>\n      Open connections"), help);
        assertTrue(help.contains("\nCommands:\n  serve "), help);
        assertTrue(help.contains("\nExamples:\n"), help);
        assertTrue(help.contains("\nExit codes: 0 "), help);
    }

    @Test
    void helpKeepsAddressesWhole() {
        String help = CommandLineRun.of("--help").out();
        assertTrue(help.contains("mqtt://127.0.0.1:1883"));
        assertTrue(help.contains("sasl.jaas.config=@/run/secrets/jaas"));
    }

    @Test
    void theVersionNamesTheMainLibraries() {
        CommandLineRun run = CommandLineRun.of("--version");
        assertEquals(0, run.exitCode());
        List<String> lines = run.out().lines().toList();
        assertEquals(4, lines.size());
        assertTrue(lines.get(0).matches("mqtt-proxy \\d\\S+ \\(commit \\w+\\)"), lines.get(0));
        assertTrue(lines.get(1).startsWith("Java " + System.getProperty("java.version")), lines.get(1));
        assertTrue(lines.get(2).matches("Netty 4\\.\\S+"), lines.get(2));
        assertTrue(lines.get(3).matches("Kafka client \\d\\S+"), lines.get(3));
    }

    @Test
    void checkAcceptsAValidConfiguration() {
        assertEquals(
                new CommandLineRun(0, "The configuration is valid." + System.lineSeparator(), ""),
                CommandLineRun.of("check", KAFKA));
    }

    @Test
    void optionsMayStandInFrontOfTheCommand() {
        CommandLineRun run = CommandLineRun.of("--max-inflight=1", KAFKA, "check", "--max-inflight=0");
        assertFails("max-inflight: must be between 1 and 65535, not 0 (--max-inflight)", run);
        assertEquals(0, CommandLineRun.of(KAFKA, "check").exitCode());
    }

    @Test
    void anUnknownOptionIsOneLineThatNamesTheNearest() {
        assertFails(
                "--max-packt-size is no option; did you mean --max-packet-size? (mqtt-proxy --help lists all)",
                CommandLineRun.of("--max-packt-size=1MiB"));
    }

    @Test
    void anUnknownCommandIsOneLineThatNamesTheNearest() {
        assertFails("chek is no command; did you mean check? (mqtt-proxy --help lists all)", CommandLineRun.of("chek"));
    }

    @Test
    void anOptionWithoutItsValueIsOneLine() {
        assertFails(
                "Missing required parameter for option '--listen' (<uri>) (mqtt-proxy check --help lists all)",
                CommandLineRun.of("check", "--listen"));
    }

    @Test
    void anUnknownVariableIsAnError() {
        assertFails(
                "environment variable MQTT_PROXY_LISTN is no setting; did you mean MQTT_PROXY_LISTEN?",
                CommandLineRun.of(Map.of("MQTT_PROXY_LISTN", "x"), "check", KAFKA));
    }

    @Test
    void aRecordsOwnCheckNamesThePlaceOfTheSetting() {
        assertFails(
                "connect-timeout: must be between 100ms and 600s, not 3600s (MQTT_PROXY_CONNECT_TIMEOUT)",
                CommandLineRun.of(Map.of("MQTT_PROXY_CONNECT_TIMEOUT", "1h"), "check", KAFKA));
    }

    @Test
    void kafkaIsRequired() {
        assertFails("kafka-bootstrap-servers: must be set, for example to localhost:9092", CommandLineRun.of("check"));
    }

    @Test
    void printConfigShowsSourcesAndNoSecrets() {
        CommandLineRun run = CommandLineRun.of(
                Map.of("MQTT_PROXY_MAX_INFLIGHT", "7"), "--print-config", "--kafka", "ssl.key.password=s3cret");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("\nmax-inflight: 7  # MQTT_PROXY_MAX_INFLIGHT\n"), run.out());
        assertTrue(run.out().contains("\n  ssl.key.password: <hidden>  # --kafka\n"), run.out());
        assertTrue(run.out().contains("\ndrain-rate: 0  # default\n"), run.out());
    }

    @Test
    void theCompletionScriptKnowsTheSettings() {
        CommandLineRun run = CommandLineRun.of("generate-completion");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("'--max-packet-size'"), run.out());
    }

    private static void assertFails(String line, CommandLineRun run) {
        assertEquals(new CommandLineRun(2, "", "mqtt-proxy: " + line + System.lineSeparator()), run);
    }
}
