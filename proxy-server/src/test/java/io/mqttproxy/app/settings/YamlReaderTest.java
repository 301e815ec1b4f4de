package io.mqttproxy.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
    private static final Setting<Path> CONFIG = Setting.optional("config", Syntaxes.FILE, "");
    private static final Setting<Integer> DEPTH = Setting.optional("max-depth", Syntaxes.COUNT, "");
    private static final Setting<String> RULE = Setting.optional("rule", Syntaxes.TEXT, "")
            .occurring(Occurrence.REPEATED)
            .inYaml("rules");
    private static final Setting<String> HOST =
            Setting.of("hosts", Syntaxes.TEXT, "here", "").occurring(Occurrence.REPEATED);
    private static final Setting<Map.Entry<String, String>> KAFKA =
            Setting.optional("kafka", Syntaxes.PAIR, "").occurring(Occurrence.PAIRS);
    private static final SettingsTable TABLE =
            new SettingsTable(List.of(new SettingGroup("", List.of(CONFIG, DEPTH, RULE, HOST, KAFKA))), CONFIG);

    @TempDir
    private Path directory;

    @Test
    void everyValueKnowsItsLineAndColumn() throws IOException {
        Given given = read("# comment\nmax-depth:   7\nrules:\n  - a\n  - {filter: b}\n");
        assertEquals(List.of(new Raw.Text("7", place("2:14"))), given.get(DEPTH));
        assertEquals(
                List.of(
                        new Raw.Text("a", place("4:5")),
                        new Raw.Fields(Map.of("filter", new Raw.Text("b", place("5:14"))), place("5:5"))),
                given.get(RULE));
    }

    @Test
    void thePluralIsTheKeyButTheNameWillDo() throws IOException {
        assertEquals(List.of(new Raw.Text("a", place("1:7"))), read("rule: a").get(RULE));
    }

    @Test
    void valuesAreTextAsWritten() throws IOException {
        assertEquals(
                List.of(new Raw.Text("a=0x10", place("1:12")), new Raw.Text("b=yes", place("1:22"))),
                read("kafka: {a: 0x10, b:  yes}").get(KAFKA));
    }

    @Test
    void anEmptyFileSetsNothing() throws IOException {
        assertEquals(Map.of(), read("# nothing\n").asMap());
    }

    @Test
    void anUnknownKeyNamesTheNearest() {
        assertProblem("max-deph: 1", "1:1: 'max-deph' is no setting; did you mean max-depth?");
        assertProblem("x: 1\nRules: a", "1:1: 'x' is no setting", "2:1: 'Rules' is no setting; did you mean rules?");
    }

    @Test
    void aFileCannotNameAnother() {
        assertProblem("config: b.yaml", "1:1: 'config' is no setting");
    }

    @Test
    void aSecondKeyIsAnError() {
        assertProblem("max-depth: 1\nmax-depth: 2", "2:1: 'max-depth' stands here a second time");
        assertProblem("rules: a\nrule: b", "2:1: 'rule' stands here a second time");
        assertProblem("kafka: {a: 1, a: 2}", "1:15: 'a' stands here a second time");
    }

    @Test
    void aMissingValueIsAnError() {
        assertProblem("max-depth:\nrules: a", "1:11: a value is missing; put quotes around one that begins with #");
    }

    @Test
    void aListIsAnErrorWhereOneValueIsWanted() {
        assertProblem("max-depth: [1]", "1:12: max-depth takes one value, not a list");
    }

    @Test
    void anEmptyListIsAnErrorWhereTheDefaultIsSomething() throws IOException {
        assertProblem("hosts: []", "1:8: hosts must not be empty; leave it out for the default");
        assertEquals(List.of(), read("rules: []\nkafka: {}").get(RULE));
    }

    @Test
    void whatCannotBeReadIsLeftOutAndTheRestIsKept() throws IOException {
        Files.writeString(directory.resolve("proxy.yaml"), "rules: [a, {filter: {b: c}}, d]\nmax-depth: [1]");
        Given given = new YamlReader(TABLE).read(directory.resolve("proxy.yaml"), new Problems());
        assertEquals(List.of(new Raw.Text("a", place("1:9")), new Raw.Text("d", place("1:30"))), given.get(RULE));
        assertEquals(List.of(), given.get(DEPTH));
    }

    @Test
    void deepNestingIsAnError() {
        assertProblem(
                "rules: [{filter: {a: b}}]",
                "1:18: must be a single value; put quotes around one that begins with { or [");
        assertProblem("rules: &a [*a]", "1:8: must be a single value; put quotes around one that begins with { or [");
        assertProblem("kafka:\n  sasl:\n    mechanism: a", "3:5: must be a single value");
    }

    @Test
    void aRootThatIsNoMappingIsAnError() {
        assertProblem("- a", "1:1: must be a mapping such as 'listen: mqtt://0.0.0.0:1883'");
    }

    @Test
    void brokenYamlIsReportedInOneLine() {
        assertProblem("max-depth: [1", "1:14: expected ',' or ']', but got <stream end>");
    }

    @Test
    void aReferenceWithoutQuotesIsExplained() {
        assertProblem(
                "max-depth: @file",
                "1:12: found character '@' that cannot start any token. (Do not use @ for indentation); put quotes"
                        + " around a value that begins with @");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: {x}/y | put quotes around values that begin with { or [",
                "rules:mqtt   | a key is followed by a colon and a blank",
                "rules: \"a   | a closing quote is missing",
                "rules: *a    | put quotes around a value that begins with * or &",
                "rules: #     | put quotes around one that begins with #",
            })
    void whatIsMostLikelyMissingIsNamed(String yaml, String hint) {
        InvalidSettingsException thrown =
                assertThrows(InvalidSettingsException.class, () -> read("max-depth: 1\n" + yaml + "\n"));
        String problem = String.join("\n", thrown.problems());
        assertTrue(problem.startsWith(place("")) && problem.contains(hint), problem);
    }

    @Test
    void severalDocumentsAreAnError() {
        assertProblem("max-depth: 1\n---\nmax-depth: 2", "2:1: but found another document");
    }

    @Test
    void aMissingFileIsAnError() {
        Problems problems = new Problems();
        new YamlReader(TABLE).read(directory.resolve("none.yaml"), problems);
        InvalidSettingsException thrown = assertThrows(InvalidSettingsException.class, problems::throwIfAny);
        assertEquals(
                List.of("config: cannot read the file '" + directory.resolve("none.yaml") + "'"), thrown.problems());
    }

    private Given read(String yaml) throws IOException {
        Files.writeString(directory.resolve("proxy.yaml"), yaml);
        Problems problems = new Problems();
        Given given = new YamlReader(TABLE).read(directory.resolve("proxy.yaml"), problems);
        problems.throwIfAny();
        return given;
    }

    private void assertProblem(String yaml, String... problems) {
        InvalidSettingsException thrown = assertThrows(InvalidSettingsException.class, () -> read(yaml));
        assertEquals(List.of(problems).stream().map(this::place).toList(), thrown.problems());
    }

    private String place(String lineAndColumn) {
        return directory.resolve("proxy.yaml") + ":" + lineAndColumn;
    }
}
