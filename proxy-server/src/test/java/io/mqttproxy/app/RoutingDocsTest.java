package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.routing.RuleRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/routing.md} shows is what happens: each YAML block routes the table behind it. */
class RoutingDocsTest {
    private static final String KAFKA = "--kafka-bootstrap-servers=localhost:9092";
    private static final Pattern YAML = Pattern.compile("```yaml");
    private static final Pattern EXAMPLE =
            Pattern.compile("```yaml\\n(.*?)```\\n\\n\\| MQTT topic .*?\\n\\|[-|]+\\n(.*?)\\n\\n", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("\\| `([^`]+)` \\| (?:rejected: )?`([^`]+)` \\| (?:`([^`]+)`)? ?\\|");

    @TempDir
    private Path directory;

    @Test
    void everyExampleRoutesAsItsTableSays() throws IOException {
        String page = Files.readString(Path.of("../docs/routing.md"));
        Matcher example = EXAMPLE.matcher(page);
        int examples = 0;
        while (example.find()) {
            assertRoutes(example.group(1), example.group(2));
            examples++;
        }
        assertEquals(YAML.matcher(page).results().count(), examples, "each YAML block needs a table");
    }

    private void assertRoutes(String yaml, String table) {
        RuleRouter router =
                new RuleRouter(YamlConfig.load(directory, yaml, KAFKA).proxy().routing());
        for (String line : table.split("\n", -1)) {
            Matcher row = ROW.matcher(line);
            assertTrue(row.matches(), line);
            String expected = row.group(3) == null ? row.group(2) : row.group(2) + " " + row.group(3);
            assertEquals(expected, Routes.text(router, row.group(1)), yaml);
        }
    }
}
