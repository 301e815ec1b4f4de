package io.mqttproxy.app.config;

import io.mqttproxy.app.GeneratedPage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    @Test
    void thePageIsCurrent() throws IOException {
        GeneratedPage.assertCurrent("configuration.md", ConfigurationPage.of(AppSettings.TABLE), getClass());
    }
}
