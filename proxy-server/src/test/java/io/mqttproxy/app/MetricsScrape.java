package io.mqttproxy.app;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mqttproxy.app.reload.ReloadMetrics;
import io.mqttproxy.app.reload.Reloading;
import io.mqttproxy.app.reload.TlsReload;
import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.transport.TlsContexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Everything that the proxy registers, as Prometheus reads it. */
final class MetricsScrape {
    private static final Path CERTIFICATES = Path.of("src/test/resources/io/mqttproxy/app");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern HELP = Pattern.compile("# HELP (\\S+) (.*)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /** What stands before a group of samples: name to type, and name to description; in the order of the scrape. */
    final Map<String, String> types = new TreeMap<>();

    final Map<String, String> descriptions = new TreeMap<>();

    /** Sample name to label name to the label's values. */
    final Map<String, Map<String, Set<String>>> samples = new TreeMap<>();

    private MetricsScrape(List<String> lines) {
        lines.forEach(this::read);
    }

    /** Registers all meters with a producer that never finds its Kafka, lets a device come and go, and scrapes. */
    static MetricsScrape take() throws InterruptedException {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", "127.0.0.1:9", "client.id", "mqtt-proxy", "reconnect.backoff.max.ms", 10_000);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        RuntimeMetrics runtime = new RuntimeMetrics(registry);
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaClientMetrics kafka = new KafkaClientMetrics(producer)) {
            kafka.bindTo(registry);
            ProxyMetrics proxy = new ProxyMetrics(registry);
            ServerMetrics.bind(registry, proxy, new Version(), () -> false);
            proxy.routed("plant/+/temperature", "telemetry");
            proxy.connectionOpened("mqtt://0.0.0.0:1883", ProtocolVersion.MQTT_5);
            reload(registry);
            awaitMeter(registry, "jvm.gc.pause", System::gc);
            return new MetricsScrape(registry.scrape().lines().toList());
        } finally {
            runtime.close();
            registry.close();
        }
    }

    private static void reload(PrometheusMeterRegistry registry) throws InterruptedException {
        TlsContexts tls =
                TlsContexts.load(TlsConfig.of(CERTIFICATES.resolve("server.crt"), CERTIFICATES.resolve("server.key")));
        try (Reloading files = new Reloading(List.of(new TlsReload(tls, registry)), new ReloadMetrics(registry))) {
            awaitMeter(registry, "mqtt.proxy.config.reloads", files::request);
        }
    }

    /** Some meters appear when there is something to count. */
    private static void awaitMeter(PrometheusMeterRegistry registry, String name, Runnable cause)
            throws InterruptedException {
        CountDownLatch added = new CountDownLatch(1);
        registry.config().onMeterAdded(meter -> {
            if (meter.getId().getName().equals(name)) {
                added.countDown();
            }
        });
        cause.run();
        added.await();
    }

    Set<String> labels(String sample) {
        return samples.getOrDefault(sample, Map.of()).keySet();
    }

    private void read(String line) {
        Matcher type = TYPE.matcher(line);
        Matcher help = HELP.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (type.matches()) {
            types.put(type.group(1), type.group(2));
        } else if (help.matches()) {
            descriptions.put(help.group(1), help.group(2));
        } else if (sample.matches()) {
            Map<String, Set<String>> labels = samples.computeIfAbsent(sample.group(1), name -> new TreeMap<>());
            Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
            while (label.find()) {
                labels.computeIfAbsent(label.group(1), name -> new TreeSet<>()).add(label.group(2));
            }
        }
    }
}
