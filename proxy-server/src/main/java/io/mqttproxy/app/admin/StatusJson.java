package io.mqttproxy.app.admin;

import static io.mqttproxy.app.text.JsonText.fields;

import io.micrometer.core.instrument.Meter;
import io.mqttproxy.app.admin.Readiness.Check;
import io.mqttproxy.app.text.JsonText;
import io.mqttproxy.kafka.KafkaHealth;
import io.mqttproxy.kafka.ProducerFigures;
import io.mqttproxy.kafka.TopicProblems;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the proxy is, as the status page reads it every few seconds. */
final class StatusJson {
    private final AdminContext context;
    private final StatusHistory history;

    StatusJson(AdminContext context, StatusHistory history) {
        this.context = context;
        this.history = history;
    }

    String text() {
        Meters meters = new Meters(context.registry());
        Map<String, Check> checks = context.readiness().checks();
        return JsonText.of(fields(
                "version", context.version(),
                "startedAt", context.started(),
                "uptimeSeconds",
                        Duration.between(context.started(), Instant.now()).toSeconds(),
                "ready", checks.values().stream().allMatch(Check::ready),
                "checks", checks(checks),
                "listeners", context.listeners(),
                "connections", connections(meters),
                "inFlight", fields("publishes", meters.sum("in.flight"), "bytes", meters.sum("in.flight.payload")),
                "acknowledgement", latency(history.lastMinute()),
                "kafka", kafka(context.proxy().kafka(), context.proxy().producer()),
                "routes", routes(),
                "failedReloads", failedReloads(),
                "tlsFiles", tlsFiles(),
                "connects", counts(meters, "connects", "result"),
                "rejects", counts(meters, "rejects", "reason"),
                "failures", counts(meters, "failures", "reason"),
                "losses", counts(meters, "losses", "reason"),
                "disconnects", counts(meters, "disconnects", "reason"),
                "historySeconds", StatusHistory.INTERVAL.toSeconds(),
                "history", history.series(),
                "configuration", context.configuration()));
    }

    /** The verdict alone, for balancers. */
    static String readiness(Map<String, Check> checks, boolean ready) {
        return JsonText.of(fields("status", ready ? "ready" : "not ready", "checks", checks(checks)));
    }

    private static Map<String, Object> checks(Map<String, Check> checks) {
        Map<String, Object> all = new LinkedHashMap<>();
        checks.forEach((name, check) -> all.put(name, fields("ready", check.ready(), "detail", check.detail())));
        return all;
    }

    private static Map<String, Object> connections(Meters meters) {
        List<Map<String, Object>> kinds = meters.named("connections").stream()
                .map(StatusJson::connectionKind)
                .sorted(Comparator.comparing(kind -> kind.get("listener") + " " + kind.get("version")))
                .toList();
        return fields(
                "open", meters.sum("connections"),
                "paused", meters.sum("paused.connections"),
                "stalled", meters.sum("stalled.connections"),
                "kinds", kinds);
    }

    private static Map<String, Object> connectionKind(Meter meter) {
        return fields(
                "listener", Meters.tagOf(meter, "listener"),
                "version", Meters.tagOf(meter, "version"),
                "open", Meters.value(meter));
    }

    private static Map<String, Object> latency(LatencyBuckets latency) {
        return fields(
                "seconds", 60,
                "stored", latency.total(),
                "p50", latency.percentile(0.5),
                "p90", latency.percentile(0.9),
                "p99", latency.percentile(0.99),
                "p999", latency.percentile(0.999));
    }

    private static Map<String, Object> kafka(KafkaHealth.Snapshot kafka, ProducerFigures producer) {
        return fields(
                "reachable", kafka.reachable(),
                "since", kafka.since(),
                "problem", kafka.problem(),
                "topicProblems", topicProblems(kafka.topicProblems()),
                "requestsInFlight", producer.requestsInFlight(),
                "producerConnections", producer.connections(),
                "bufferAvailableBytes", producer.bufferAvailableBytes(),
                "bufferTotalBytes", producer.bufferTotalBytes(),
                "brokers",
                        kafka.brokers().stream()
                                .map(broker -> broker(broker, producer))
                                .toList());
    }

    private static Map<String, Object> topicProblems(TopicProblems problems) {
        Map<String, Object> texts = new LinkedHashMap<>();
        problems.byTopic().forEach((topic, problem) -> texts.put(topic, problem.text()));
        return texts;
    }

    private static Map<String, Object> broker(KafkaHealth.Broker broker, ProducerFigures producer) {
        ProducerFigures.Broker figures = producer.broker(broker.id());
        return fields(
                "id", broker.id(),
                "address", broker.address(),
                "latencyAverageMillis", figures.latencyAverageMillis(),
                "latencyMaximumMillis", figures.latencyMaximumMillis(),
                "requestsPerSecond", figures.requestsPerSecond(),
                "bytesPerSecond", figures.bytesPerSecond());
    }

    private List<Map<String, Object>> routes() {
        return context.proxy().routes().stream()
                .map(usage -> fields(
                        "filter", usage.rule().filter(),
                        "kafkaTopic", usage.rule().topic(),
                        "source", usage.rule().source(),
                        "publishes", usage.publishes()))
                .toList();
    }

    private List<Map<String, Object>> failedReloads() {
        return context.proxy().failedReloads().stream()
                .map(failed -> fields("kind", failed.kind(), "since", failed.since(), "problem", failed.problem()))
                .toList();
    }

    private List<Map<String, Object>> tlsFiles() {
        Instant now = Instant.now();
        return context.proxy().tlsFiles().stream()
                .map(file -> fields(
                        "setting", file.setting(),
                        "file", file.file().toString(),
                        "expires", file.expires(),
                        "daysLeft", file.daysLeft(now)))
                .toList();
    }

    /** What has happened at all, by reason. */
    private static Map<String, Double> counts(Meters meters, String name, String tag) {
        Map<String, Double> counts = meters.byTag(name, tag);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
