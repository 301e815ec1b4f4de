package io.mqttproxy.app;

import java.util.stream.Collectors;

/** Writes {@code docs/metrics.md} out of a scrape. */
final class MetricsPage {
    private static final String INTRODUCTION = """
            # Metrics

            <!-- Generated from the meters by MetricsPageTest; do not edit.
                 Regenerate: %s -->

            `GET /metrics` on [`admin-listen`](configuration.md#admin), as Prometheus text or OpenMetrics. No label names a device, a
            client id or an MQTT topic, so the number of series does not grow with the fleet; the producer has a few for each Kafka topic.
            With 1,000 Kafka topics and 5,000 connections a scrape was 960 KB and took 0.1 to 0.4 seconds, on two busy cores.
            Counters start at 0 with each process.

            * [grafana-dashboard.json](grafana-dashboard.json): a dashboard of these metrics; import it and choose your Prometheus.
            * [alerts.yml](alerts.yml): Prometheus rules; [operating](operating.md#alerts) says what to do about each alert.

            ## The proxy's own

            | metric | type | labels | meaning |
            |---|---|---|---|
            """.formatted(GeneratedPage.command("MetricsPageTest"));

    private static final String FAMILIES = """

            ## Kafka client, network buffers, JVM

            | begins with | covers | comes from |
            |---|---|---|
            | `kafka_producer_` | batches, buffer, requests, connections and errors of the producer; per broker and per topic once they are in use | [Kafka's producer](https://kafka.apache.org/documentation/#producer_monitoring) |
            | `netty_allocator_` | memory of network buffers, `memory_type="direct"` is outside the heap | Netty |
            | `jvm_` | heap, buffer pools, garbage collections, threads | Micrometer |
            | `process_`, `system_` | CPU, open files, uptime, load | Micrometer |
            """;

    private static final String REASONS = """

            ## Reasons

            The label `reason`, the log and these pages use the same words. The code is that of the MQTT 5 DISCONNECT, or of the
            CONNACK that answers a CONNECT.
            """;

    private static final String CLOSE_REASONS = """

            ### Why a connection ended

            `mqtt_proxy_disconnects_total`, label `reason`. Without a code, the client gets no DISCONNECT.

            | reason | code | meaning |
            |---|---|---|
            """;

    private static final String FAILURE_REASONS = """

            ### Why a publish was not stored

            `mqtt_proxy_rejects_total`, `mqtt_proxy_failures_total` and `mqtt_proxy_losses_total`, label `reason`. A fault of
            the device is a reject; its code may also be that of PUBACK or PUBREC.

            | reason | whose fault | code | meaning |
            |---|---|---|---|
            """;

    private static final String CONNECT_RESULTS = """

            ### What a CONNECT got

            `mqtt_proxy_connects_total`, label `result`.

            | result | meaning |
            |---|---|
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
        page.append(CLOSE_REASONS).append(ReasonTables.closeReasons());
        page.append(FAILURE_REASONS).append(ReasonTables.failureReasons());
        page.append(CONNECT_RESULTS).append(ReasonTables.connectResults());
        return page.append(FAMILIES).toString();
    }

    private static String labels(MetricsScrape scrape, String name) {
        return scrape.labels(name).stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    }
}
