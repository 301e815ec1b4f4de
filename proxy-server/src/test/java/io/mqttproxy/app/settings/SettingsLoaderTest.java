package io.mqttproxy.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SettingsLoaderTest {
    private static final Setting<Path> CONFIG = Setting.optional("config", Syntaxes.FILE, "File.");
    private static final Setting<Integer> MAX_SIZE = Setting.of("max-size", Syntaxes.SIZE, 262_144, "Largest thing.");
    private static final Setting<Duration> WAIT_TIME =
            Setting.of("wait-time", Syntaxes.DURATION, Duration.ofSeconds(30), "Longest wait.");
    private static final Setting<Boolean> OPEN = Setting.of("open", Syntaxes.FLAG, false, "For all.");
    private static final Setting<String> PASS_WORD = Setting.optional("pass-word", Syntaxes.TEXT, "From a file.");
    private static final Setting<String> NAMES =
            Setting.optional("names", Syntaxes.TEXT, "With commas.").occurring(Occurrence.COMMAS);
    private static final Setting<String> LISTEN =
            Setting.of("listen", Syntaxes.TEXT, "here", "Where.").occurring(Occurrence.REPEATED);
    private static final Setting<Map.Entry<String, String>> KAFKA =
            Setting.optional("kafka", Syntaxes.PAIR, "Properties.").occurring(Occurrence.PAIRS);
    private static final SettingsTable TABLE = new SettingsTable(
            List.of(
                    new SettingGroup("One", List.of(CONFIG, MAX_SIZE, WAIT_TIME, OPEN, PASS_WORD)),
                    new SettingGroup("Many", List.of(NAMES, LISTEN, KAFKA))),
            CONFIG);

    @TempDir
    private Path directory;

    @Test
    void defaultsHoldWhenNothingIsSet() {
        Values values = load(Map.of());
        assertEquals(262_144, values.get(MAX_SIZE));
        assertEquals(List.of("here"), values.all(LISTEN));
        assertNull(values.find(NAMES));
    }

    @Test
    void theFileBeatsTheDefault() throws IOException {
        assertEquals(1024, load(Map.of(), "--config", file("max-size: 1KiB")).get(MAX_SIZE));
    }

    @Test
    void theEnvironmentBeatsTheFile() throws IOException {
        Map<String, String> environment = Map.of("MQTT_PROXY_MAX_SIZE", "2KiB");
        assertEquals(2048, load(environment, "--config", file("max-size: 1KiB")).get(MAX_SIZE));
    }

    @Test
    void theCommandLineBeatsTheEnvironment() {
        Map<String, String> environment = Map.of("MQTT_PROXY_MAX_SIZE", "2KiB");
        assertEquals(3072, load(environment, "--max-size", "3KiB").get(MAX_SIZE));
    }

    @Test
    void theEnvironmentMayNameTheFile() throws IOException {
        assertEquals(7, load(Map.of("MQTT_PROXY_CONFIG", file("max-size: 7"))).get(MAX_SIZE));
    }

    @Test
    void aHigherPlaceReplacesAWholeList() throws IOException {
        assertEquals(
                List.of("c"),
                load(Map.of(), "--config", file("listen: [a, b]"), "--listen", "c")
                        .all(LISTEN));
    }

    @Test
    void aHigherPlaceReplacesPairsKeyByKey() throws IOException {
        Values values = load(
                Map.of("MQTT_PROXY_KAFKA", "b=environment,c=environment"),
                "--config",
                file("kafka: {a: file, b: file}"),
                "--kafka=c=flag");
        assertEquals(
                List.of(Map.entry("a", "file"), Map.entry("b", "environment"), Map.entry("c", "flag")),
                values.all(KAFKA));
    }

    @Test
    void aFlagNeedsNoValueOnTheCommandLine() {
        assertEquals(true, load(Map.of(), "--open").get(OPEN));
        assertEquals(
                false, load(Map.of("MQTT_PROXY_OPEN", "true"), "--open=false").get(OPEN));
    }

    @Test
    void aVariableHoldsOneValuePerLineWithItsCommas() {
        assertEquals(
                List.of("a,b", "c"),
                load(Map.of("MQTT_PROXY_LISTEN", "a,b\n c\n")).all(LISTEN));
    }

    @Test
    void aVariableOfOneLineIsSplitAtCommas() {
        assertEquals(
                List.of("a", "b"), load(Map.of("MQTT_PROXY_LISTEN", "a, b")).all(LISTEN));
    }

    @Test
    void aVariableOfASingleValueKeepsItsCommas() {
        assertEquals("a,b", load(Map.of("MQTT_PROXY_NAMES", "a,b")).find(NAMES));
    }

    @Test
    void aListInYamlWillDoWhereCommasAreWanted() throws IOException {
        assertEquals("a,b", load(Map.of(), "--config", file("names: [a, b]")).find(NAMES));
    }

    @Test
    void pairsInYamlMayBeAListOfTexts() throws IOException {
        assertEquals(
                List.of(Map.entry("a", "1"), Map.entry("b", "2=3")),
                load(Map.of(), "--config", file("kafka: [a=1, b=2=3]")).all(KAFKA));
    }

    @Test
    void aReferenceStandsForTheContentOfItsFile() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), " s3cret \r\n\n");
        assertEquals(
                " s3cret ", load(Map.of("MQTT_PROXY_PASS_WORD", "@" + secret)).find(PASS_WORD));
        assertEquals(" s3cret ", load(Map.of(), "--pass-word", "@" + secret).find(PASS_WORD));
        assertEquals(
                List.of(Map.entry("key", " s3cret ")),
                load(Map.of(), "--config", file("kafka: {key: '@" + secret + "'}"))
                        .all(KAFKA));
    }

    @Test
    void twoAtSignsStandForOne() {
        assertEquals("@home", load(Map.of("MQTT_PROXY_PASS_WORD", "@@home")).find(PASS_WORD));
    }

    @Test
    void aReferenceToNoFileIsNamed() {
        assertProblems(
                List.of(
                        "pass-word: there is no file '/no/such'; write @@ for a value that begins with @ (--pass-word)"),
                Map.of(),
                "--pass-word",
                "@/no/such");
    }

    @Test
    void allWrongValuesAreReportedWithTheirPlaces() throws IOException {
        String file = file("wait-time: 5 minutes\n");
        assertProblems(
                List.of(
                        "max-size: '1MB' is not a size such as 65536, 256KiB or 1MiB, below 2GiB (--max-size)",
                        "wait-time: '5 minutes' is not a duration such as 500ms, 30s, 5m or 1h (" + file + ":1:12)",
                        "open: 'yes' is not true or false (MQTT_PROXY_OPEN)"),
                Map.of("MQTT_PROXY_OPEN", "yes"),
                "--max-size=1MB",
                "--config",
                file);
    }

    @Test
    void aSecretIsNeverPartOfAnError() {
        assertProblems(List.of("kafka: must be written as key=value (--kafka)"), Map.of(), "--kafka=s3cret");
    }

    @Test
    void anUnknownVariableIsAnErrorThatNamesTheNearest() {
        assertProblems(
                List.of("environment variable MQTT_PROXY_MAX_SISE is no setting; did you mean MQTT_PROXY_MAX_SIZE?"),
                Map.of("MQTT_PROXY_MAX_SISE", "1", "HOME", "/root"));
    }

    @Test
    void anUnknownKeyHidesNoWrongValue() throws IOException {
        String file = file("max-sise: 1\nwait-time: soon\nopen:\n");
        assertProblems(
                List.of(
                        file + ":1:1: 'max-sise' is no setting; did you mean max-size?",
                        file + ":3:6: a value is missing; put quotes around one that begins with #",
                        "wait-time: 'soon' is not a duration such as 500ms, 30s, 5m or 1h (" + file + ":2:12)"),
                Map.of(),
                "--config",
                file);
    }

    @Test
    void aWrongNameOfTheFileIsToldOnce() {
        assertProblems(List.of("config: must not be empty (--config)"), Map.of(), "--config=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LISTEN", "KAFKA", "NAMES"})
    void anEmptyVariableIsNoEmptyList(String name) {
        assertProblems(
                List.of(name.toLowerCase(Locale.ROOT) + ": must not be empty (MQTT_PROXY_" + name + ")"),
                Map.of("MQTT_PROXY_" + name, ""));
        assertProblems(
                List.of(name.toLowerCase(Locale.ROOT) + ": must not be empty (MQTT_PROXY_" + name + ")"),
                Map.of("MQTT_PROXY_" + name, " "));
    }

    @Test
    void variablesThatKubernetesMakesForAServiceAreNoSettings() {
        load(Map.of(
                "MQTT_PROXY_SERVICE_HOST", "10.0.0.1",
                "MQTT_PROXY_SERVICE_PORT_MQTT", "1883",
                "MQTT_PROXY_PORT", "tcp://10.0.0.1:1883",
                "MQTT_PROXY_PORT_1883_TCP_ADDR", "10.0.0.1",
                "MQTT_PROXY_HEADLESS_SERVICE_PORT", "1883"));
    }

    @Test
    void aKeyGivenTwiceInOnePlaceIsAnError() {
        assertProblems(List.of("kafka: 'a' is given twice (--kafka)"), Map.of(), "--kafka", "a=1", "--kafka", "a=2");
    }

    private Values load(Map<String, String> environment, String... arguments) {
        CommandSpec command = CommandSpec.create();
        SettingOptions.addTo(command, TABLE);
        CommandLine.ParseResult parsed =
                new CommandLine(command).setExpandAtFiles(false).parseArgs(arguments);
        return new SettingsLoader(TABLE).load(parsed, environment);
    }

    private void assertProblems(List<String> problems, Map<String, String> environment, String... arguments) {
        InvalidSettingsException thrown =
                assertThrows(InvalidSettingsException.class, () -> load(environment, arguments));
        assertEquals(problems, thrown.problems());
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("proxy.yaml"), yaml).toString();
    }
}
