package io.mqttproxy.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that {@code docs/conformance.md} agrees with the tests of all modules and with the statements
 * that the decoder cites.
 */
class ConformancePageTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (MQTT-\\S+) \\|.*\\| \\S.* \\|$");
    private static final Pattern WITH_VERDICT = Pattern.compile(
            "(?m)^\\| (MQTT-\\S+) \\|[^|]*\\| (`\\w+Test#\\w+`|not applicable: \\w|deviation: \\w).*\\|$");
    private static final Pattern CITED = Pattern.compile("\\[(MQTT-[\\d.-]+)]");

    private final String page = read(REPOSITORY.resolve("docs/conformance.md"));
    private final List<String> mqtt5 = statements("MQTT 5.0");
    private final List<String> mqtt311 = statements("MQTT 3.1.1");

    @Test
    void everyTestThatThePageNamesExists() {
        Map<String, String> tests =
                javaFiles(REPOSITORY, path -> path.toString().contains("src/test/java"));
        List<MatchResult> named = TEST.matcher(page).results().toList();

        Set<String> missing = named.stream()
                .filter(test ->
                        !tests.getOrDefault(test.group(1) + ".java", "").contains("void " + test.group(2) + "("))
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertFalse(named.isEmpty());
        assertEquals(Set.of(), missing);
    }

    /** The numbers of statements counted in the two standards when the page was written. */
    @Test
    void everyStatementOfBothStandardsHasOneRow() {
        assertEquals(251, mqtt5.size());
        assertEquals(251, new HashSet<>(mqtt5).size());
        assertEquals(141, mqtt311.size());
        assertEquals(141, new HashSet<>(mqtt311).size());
    }

    @Test
    void everyRowNamesATestOrSaysWhyThereIsNone() {
        assertEquals(statements(page, ROW), statements(page, WITH_VERDICT));
    }

    @Test
    void everyStatementThatTheDecoderCitesHasARow() {
        Map<String, String> sources = javaFiles(Path.of("src/main/java/io/mqttproxy/mqtt"), path -> true);

        Set<String> cited = sources.values().stream()
                .flatMap(source -> CITED.matcher(source).results())
                .map(citation -> citation.group(1))
                .collect(Collectors.toSet());

        assertFalse(cited.isEmpty());
        cited.removeAll(mqtt5);
        assertEquals(Set.of(), cited);
    }

    private List<String> statements(String standard) {
        int start = page.indexOf("\n## " + standard + "\n");
        int end = page.indexOf("\n## ", start + 1);
        return statements(page.substring(start, end < 0 ? page.length() : end), ROW);
    }

    private static List<String> statements(String text, Pattern row) {
        return row.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static Map<String, String> javaFiles(Path root, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(wanted)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(), ConformancePageTest::read, String::concat));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
