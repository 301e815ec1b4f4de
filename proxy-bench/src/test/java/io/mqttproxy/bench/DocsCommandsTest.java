package io.mqttproxy.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages tell people to type is what {@code mqtt-bench} takes. */
class DocsCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern COMMAND = Pattern.compile("java -jar \\S*mqtt-bench\\.jar ([^`\\n>&|]+)");
    private static final Pattern PROCESS = Pattern.compile("\\$\\w+");

    @Test
    void everyCommandIsParsed() throws IOException {
        List<String> commands = commands();
        assertFalse(commands.isEmpty());
        for (String command : commands) {
            MqttBench.commandLine().parseArgs(command.strip().replace("'", "").split("\\s+"));
        }
    }

    @Test
    void everyCommandHasAnExample() throws IOException {
        Set<String> shown = commands().stream()
                .map(command -> command.strip().split("\\s+", 2)[0])
                .collect(Collectors.toSet());
        assertEquals(MqttBench.commandLine().getSubcommands().keySet(), shown);
    }

    /** Process ids are left to the reader: {@code $PROXY1}. */
    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Path> pages = Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
            for (Path page : pages) {
                COMMAND.matcher(Files.readString(page))
                        .results()
                        .map(match -> PROCESS.matcher(match.group(1)).replaceAll("1"))
                        .forEach(commands::add);
            }
        }
        return commands;
    }
}
