package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages tell people to type is what the program takes. */
class DocsCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern COMMAND = Pattern.compile("java -jar \\S*mqtt-proxy\\.jar ([^`\\n>]+)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile("'@/run/[^']+'");
    private static final Pattern VARIABLE = Pattern.compile("-e (\\w+)=(\\S+)");
    private static final Pattern REPOSITORY_FILE =
            Pattern.compile("(?:proxy-server|proxy-bench)/(?:src|deploy)/[\\w./-]+");

    @TempDir
    private Path directory;

    @Test
    void everyCommandIsParsed() throws IOException {
        List<String> commands =
                find(COMMAND).stream().map(match -> match.group(1)).toList();
        assertTrue(commands.size() > 5, commands::toString);
        for (String command : commands) {
            List<String> words = new ArrayList<>(words(command));
            words.remove("...");
            words.remove("--help");
            words.add("--help");
            assertAccepted(command, CommandLineRun.of(words.toArray(String[]::new)));
        }
    }

    @Test
    void everyStartThatNeedsNoFileHasValidSettings() throws IOException {
        List<List<String>> starts = find(COMMAND).stream()
                .map(match -> words(match.group(1)))
                .filter(words -> words.get(0).equals("--kafka-bootstrap-servers"))
                .toList();
        assertFalse(starts.isEmpty());
        for (List<String> words : starts) {
            List<String> check = new ArrayList<>(List.of("check"));
            check.addAll(words);
            assertAccepted(words.toString(), CommandLineRun.of(check.toArray(String[]::new)));
        }
    }

    @Test
    void theContainerGetsVariablesThatAreSettings() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        find(VARIABLE).forEach(match -> environment.put(match.group(1), match.group(2)));
        assertAccepted(environment.toString(), CommandLineRun.of(environment, "check"));
    }

    @Test
    void everyYamlBlockIsAConfiguration() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "a secret");
        for (MatchResult block : find(YAML)) {
            String yaml = block.group(1);
            if (!yaml.startsWith("# values.yaml")) {
                YamlConfig.load(
                        directory,
                        SECRET.matcher(yaml).replaceAll("'@" + secret + "'"),
                        yaml.contains("kafka-bootstrap-servers")
                                ? "--log-level=info"
                                : "--kafka-bootstrap-servers=localhost:9092");
            }
        }
    }

    @Test
    void everyFileOfTheRepositoryThatIsNamedExists() throws IOException {
        for (MatchResult file : find(REPOSITORY_FILE)) {
            assertTrue(Files.exists(ROOT.resolve(file.group())), file.group());
        }
    }

    private static void assertAccepted(String command, CommandLineRun run) {
        assertEquals(0, run.exitCode(), () -> command + "\n" + run.err());
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }

    /** At least one: a test over what the pages say holds of nothing when the pattern is wrong. */
    private static List<MatchResult> find(Pattern pattern) throws IOException {
        List<MatchResult> found = new ArrayList<>();
        for (Path page : pages()) {
            found.addAll(pattern.matcher(Files.readString(page)).results().toList());
        }
        assertFalse(found.isEmpty(), () -> "no page has " + pattern);
        return Collections.unmodifiableList(found);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
