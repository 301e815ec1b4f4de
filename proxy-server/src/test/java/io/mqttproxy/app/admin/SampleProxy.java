package io.mqttproxy.app.admin;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mqttproxy.app.admin.Readiness.Check;
import io.mqttproxy.app.reload.FailedReload;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.kafka.KafkaHealth.Broker;
import io.mqttproxy.kafka.KafkaHealth.Reach;
import io.mqttproxy.kafka.KafkaHealth.Snapshot;
import io.mqttproxy.kafka.ProducerFigures;
import io.mqttproxy.kafka.TopicProblem;
import io.mqttproxy.kafka.TopicProblems;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.routing.RuleRouter.Usage;
import io.mqttproxy.trace.Traces;
import io.mqttproxy.transport.TlsExpiry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An admin server over real meters and made-up parts, whose names try to be markup. */
final class SampleProxy implements ProxyView, AutoCloseable {
    static final String NASTY = "<img src=x onerror=alert(1)>";

    final Map<String, Check> checks = new TreeMap<>(Map.of("kafka", new Check(true, "brokers \"a:1\"")));
    final List<FailedReload> failedReloads = new CopyOnWriteArrayList<>();
    final Traces traces = new Traces();
    final AtomicInteger drains = new AtomicInteger();
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final ProxyMetrics metrics = new ProxyMetrics(registry);
    private final AdminServer server;

    SampleProxy() throws IOException {
        server = AdminServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new AdminContext(
                        "1.0 (commit abc)",
                        Instant.now(),
                        List.of("mqtt://127.0.0.1:1883"),
                        "route: a<b>&c\n",
                        registry,
                        metrics::storeLatency,
                        this,
                        () -> checks,
                        traces::begin,
                        drains::incrementAndGet));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    @Override
    public Snapshot kafka() {
        return new Snapshot(
                Reach.REACHABLE,
                Instant.EPOCH,
                List.of(new Broker(1, "a:1"), new Broker(2, NASTY)),
                new TopicProblems(new TreeMap<>(Map.of("x", TopicProblem.NO_WRITE))),
                "");
    }

    @Override
    public ProducerFigures producer() {
        return new ProducerFigures(3, 2, 10, 40, Map.of(1, new ProducerFigures.Broker(1.5, 20, 3, 400)));
    }

    @Override
    public List<Usage> routes() {
        return List.of(new Usage(RouteConfig.of(NASTY, "telemetry"), 7));
    }

    @Override
    public List<FailedReload> failedReloads() {
        return List.copyOf(failedReloads);
    }

    @Override
    public List<TlsExpiry> tlsFiles() {
        return List.of(
                new TlsExpiry("tls-crl", Path.of("crl.pem"), Instant.EPOCH),
                new TlsExpiry("tls-cert", Path.of(NASTY), Instant.now().plus(Duration.ofDays(30))));
    }

    @Override
    public void close() {
        server.close();
        registry.close();
    }
}
