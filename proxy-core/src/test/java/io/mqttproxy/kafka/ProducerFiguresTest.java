package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ProducerFiguresTest {
    @Test
    void theFiguresContainTheProducersBuffer() {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", "127.0.0.1:9", "buffer.memory", 1_000_000L, "client.id", "figures");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerFigures figures = ProducerFigures.of(producer.metrics());

            assertEquals(1_000_000, figures.bufferTotalBytes());
            assertEquals(1_000_000, figures.bufferAvailableBytes());
            assertEquals(0, figures.requestsInFlight());
        }
    }

    @Test
    void everyBrokerHasItsOwnFigures() {
        try (Metrics metrics = new Metrics()) {
            add(metrics, "request-latency-avg", "node-1", 1.5);
            add(metrics, "request-latency-max", "node-1", 20);
            add(metrics, "request-rate", "node-1", 3);
            add(metrics, "outgoing-byte-rate", "node-1", 400);
            add(metrics, "request-latency-avg", "node-2147483646", 7);

            ProducerFigures figures = ProducerFigures.of(metrics.metrics());

            assertEquals(new ProducerFigures.Broker(1.5, 20, 3, 400), figures.broker(1));
            assertEquals(Double.NaN, figures.broker(2).requestsPerSecond());
        }
    }

    private static void add(Metrics metrics, String name, String node, double value) {
        MetricName metric = metrics.metricName(name, "producer-node-metrics", "", Map.of("node-id", node));
        metrics.addMetric(metric, (Measurable) (config, now) -> value);
    }
}
