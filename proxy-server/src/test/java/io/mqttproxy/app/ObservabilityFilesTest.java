package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The dashboard and the alert rules ask only for metrics and labels that the proxy has. */
class ObservabilityFilesTest {
    private static final Path DASHBOARD = Path.of("../docs/grafana-dashboard.json");
    private static final Path ALERTS = Path.of("../docs/alerts.yml");

    private static MetricsScrape scrape;

    @TempDir
    private Path directory;

    @BeforeAll
    static void takeAScrape() throws InterruptedException {
        scrape = MetricsScrape.take();
    }

    @Test
    void aNameThatDoesNotExistIsFound() {
        assertEquals(List.of("mqtt_proxy_los_total"), PromQuery.unknownNames("rate(mqtt_proxy_los_total[5m])", scrape));
        assertEquals(
                List.of("cause of [mqtt_proxy_losses_total]", "device of [mqtt_proxy_losses_total]"),
                PromQuery.unknownNames("sum by (device, reason) (mqtt_proxy_losses_total{cause=\"x\"}) > 0", scrape));
    }

    @Test
    void everyQueryOfTheDashboardFindsItsMetrics() throws IOException {
        assertKnown(expressions(DASHBOARD));
    }

    @Test
    void everyAlertFindsItsMetrics() throws IOException {
        assertKnown(expressions(ALERTS));
    }

    @Test
    void promtoolAcceptsTheQueriesOfTheDashboard() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        int number = 0;
        for (String expression : expressions(DASHBOARD)) {
            rules.append("  - record: query:").append(number++).append("\n    expr: >-\n      ");
            rules.append(expression).append('\n');
        }
        Path file = Files.writeString(directory.resolve("dashboard.yml"), rules);
        OtherProgram.check("promtool", "check", "rules", file.toString());
    }

    @Test
    void promtoolAcceptsTheAlerts() throws Exception {
        OtherProgram.check("promtool", "check", "rules", ALERTS.toString());
    }

    @Test
    void theAlertsFireWhenTheyShould() throws Exception {
        OtherProgram.check("promtool", "test", "rules", "src/test/promtool/alerts-test.yml");
    }

    private static void assertKnown(List<String> expressions) {
        assertFalse(expressions.isEmpty());
        expressions.forEach(
                expression -> assertEquals(List.of(), PromQuery.unknownNames(expression, scrape), expression));
    }

    /** All values of the key {@code expr}, at any depth, with Grafana's own variables filled in. */
    private static List<String> expressions(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        Object document = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        collect(document, found);
        return found;
    }

    private static void collect(@Nullable Object node, List<String> found) {
        if (node instanceof Map<?, ?> map) {
            if (map.get("expr") instanceof String expression) {
                found.add(expression.replace("$__rate_interval", "5m"));
            }
            map.values().forEach(value -> collect(value, found));
        } else if (node instanceof List<?> list) {
            list.forEach(element -> collect(element, found));
        }
    }
}
