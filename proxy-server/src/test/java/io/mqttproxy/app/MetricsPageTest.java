package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    /** Seen from the module, where the build runs the tests. */
    private static final Path PAGE = Path.of("../docs/metrics.md");

    @Test
    void thePageIsCurrent() throws Exception {
        String page = MetricsPage.of(MetricsScrape.take());
        if (System.getProperty("update-docs") != null) {
            Files.writeString(PAGE, page);
        }
        assertTrue(
                Files.readString(PAGE).equals(page),
                "docs/metrics.md is not current; its first lines say how to regenerate it");
    }
}
