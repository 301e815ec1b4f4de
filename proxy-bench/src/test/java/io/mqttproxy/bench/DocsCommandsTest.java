package io.mqttproxy.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages tell people to type is what {@code mqtt-bench} takes. */
class DocsCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern COMMAND = Pattern.compile("java -jar \\S*mqtt-bench\\.jar ([^`\\n>&|]+)");

    @Test
    void everyCommandIsParsed() throws IOException {
        List<String> commands = commands();
        assertFalse(commands.isEmpty());
        for (String command : commands) {
            MqttBench.commandLine().parseArgs(command.strip().split("\\s+"));
        }
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Path> pages = Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
            for (Path page : pages) {
                COMMAND.matcher(Files.readString(page)).results().forEach(match -> commands.add(match.group(1)));
            }
        }
        return commands;
    }
}
