package io.mqttproxy.app;

import org.junit.jupiter.api.Test;

class MetricsPageTest {
    @Test
    void thePageIsCurrent() throws Exception {
        GeneratedPage.assertCurrent("metrics.md", MetricsPage.of(MetricsScrape.take()), getClass());
    }
}
