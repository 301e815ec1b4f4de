package io.mqttproxy.app.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    /** Seen from the module, where the build runs the tests. */
    private static final Path PAGE = Path.of("../docs/configuration.md");

    @Test
    void thePageIsCurrent() throws IOException {
        String page = ConfigurationPage.of(AppSettings.TABLE);
        if (System.getProperty("update-docs") != null) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertTrue(
                Files.readString(PAGE).equals(page),
                "docs/configuration.md is not current; its first lines say how to regenerate it");
    }
}
