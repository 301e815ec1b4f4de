package io.mqttproxy.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlFileTest {
    @TempDir
    private Path directory;

    @Test
    void thePageIsSelfContained() throws IOException {
        String page = page(report("A load"));

        assertFalse(page.contains("{{"), "a placeholder was left");
        assertFalse(page.contains("src="), "something is loaded");
        assertFalse(page.contains("href="), "something is loaded");
        assertTrue(page.contains("\"messagesPerSecond\" : 1000.0"));
    }

    @Test
    void aTitleCannotBreakOutOfThePage() throws IOException {
        String page = page(report("</script><script>alert(1)</script>"));

        assertFalse(page.contains("<script>alert"));
    }

    @Test
    void aReportSurvivesItsWayThroughJson() {
        LoadReport report = report("A load");

        assertEquals(report, Json.parse(Json.line(report), LoadReport.class));
    }

    private String page(LoadReport report) throws IOException {
        Path file = directory.resolve("report.html");
        HtmlFile.write(file, report, "load.js");
        return Files.readString(file);
    }

    private static LoadReport report(String title) {
        Histogram micros = new Histogram(3);
        micros.recordValue(1_500);
        return new LoadReport(
                title,
                "2026-01-01T00:00:00Z",
                "mqtt-bench",
                Map.of("qos", "1"),
                "a machine",
                10,
                1_000,
                new LoadReport.Counts(1, 1, 10_000, 0, 10_000, 0, 0, 0, 0),
                Map.of(),
                Latency.of(micros),
                new Connecting(1, 1, 1, Latency.of(micros), new Connecting.Cost(1, 1, 3, 4, 5)),
                new TargetCost("java", 1, 2, 5),
                new JvmCost(50, 1, 0.5),
                null,
                List.of(new Sample(1, 1_000, 1_000, 1, 2, 3, 1, 0, 0.5, 100, new Sample.Jvm(50, 1))));
    }
}
