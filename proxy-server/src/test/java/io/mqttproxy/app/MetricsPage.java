package io.mqttproxy.app;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes {@code docs/metrics.md} out of a scrape. */
final class MetricsPage {
    private static final String INTRODUCTION = """
            # Metrics

            <!-- Generated from the meters by MetricsPageTest; do not edit.
                 Regenerate: %s -->

            `GET /metrics` on [`admin-listen`](configuration.md#admin), as Prometheus text or OpenMetrics. No label names a device, a
            client id or an MQTT topic, so the number of series does not grow with the fleet; the producer has a few for each Kafka topic.
            With 1,000 Kafka topics and 5,000 connections a scrape was 960 KB and took 0.1 to 0.4 seconds, on two cores shared with
            much else. Counters begin at 0 when a process starts.

            * [grafana-dashboard.json](grafana-dashboard.json): a dashboard over these; import it and choose the Prometheus.
            * [alerts.yml](alerts.yml): Prometheus rules; [operating](operating.md#alerts) says what to do about each.

            ## The proxy's own

            | metric | type | labels | is |
            |---|---|---|---|
            """.formatted(GeneratedPage.command("MetricsPageTest"));

    private static final String FAMILIES = """

            ## What it runs on

            | begins with | is | comes from |
            |---|---|---|
            | `kafka_producer_` | batches, buffer, requests, connections and errors of the producer; per broker and per topic once they are in use | [Kafka's producer](https://kafka.apache.org/documentation/#producer_monitoring) |
            | `netty_allocator_` | memory of network buffers, `memory_type="direct"` is outside the heap | Netty |
            | `jvm_` | heap, buffer pools, garbage collections, threads | Micrometer |
            | `process_`, `system_` | CPU, open files, uptime, load | Micrometer |
            """;

    private static final String REASONS = """

            ## Reasons

            One vocabulary for the label `reason`, the log and these pages.
            """;

    private MetricsPage() {}

    static String of(MetricsScrape scrape) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        scrape.types.forEach((name, type) -> {
            if (name.startsWith("mqtt_proxy_")) {
                page.append("| `%s` | %s | %s | %s |\n"
                        .formatted(name, type, labels(scrape, name), scrape.descriptions.get(name)));
            }
        });
        page.append(REASONS);
        page.append(words(scrape, "Of a connection's end", "mqtt_proxy_disconnects_total", "reason"));
        page.append(words(scrape, "Of a publish that was not stored", "mqtt_proxy_failures_total", "reason"));
        page.append(words(scrape, "Of a CONNECT, label `result`", "mqtt_proxy_connects_total", "result"));
        return page.append(FAMILIES).toString();
    }

    private static String labels(MetricsScrape scrape, String name) {
        return scrape.labels(name).stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    }

    private static String words(MetricsScrape scrape, String title, String name, String label) {
        Map<String, Set<String>> labels = scrape.samples.getOrDefault(name, Map.of());
        return labels.getOrDefault(label, Set.of()).stream()
                .map(word -> "`" + word + "`")
                .collect(Collectors.joining(", ", "\n" + title + ": ", ".\n"));
    }
}
