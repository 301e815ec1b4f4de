package io.mqttproxy.kafka;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What the producer has measured in about the last half minute, in total and for each broker. A value
 * that was not measured is NaN.
 *
 * @param requestsInFlight requests that brokers have not answered yet
 * @param connections open connections to brokers
 * @param bufferAvailableBytes free part of {@code buffer.memory}
 * @param bufferTotalBytes {@code buffer.memory}
 * @param brokers by id
 */
public record ProducerFigures(
        double requestsInFlight,
        double connections,
        double bufferAvailableBytes,
        double bufferTotalBytes,
        Map<Integer, Broker> brokers) {
    private static final String ALL = "producer-metrics";
    private static final String BY_NODE = "producer-node-metrics";
    private static final String NODE_PREFIX = "node-";

    /**
     * The traffic with one broker.
     *
     * @param latencyAverageMillis average time from request to response
     * @param latencyMaximumMillis longest time from request to response
     * @param requestsPerSecond requests sent to the broker
     * @param bytesPerSecond bytes sent to the broker
     */
    public record Broker(
            double latencyAverageMillis, double latencyMaximumMillis, double requestsPerSecond, double bytesPerSecond) {
        private static final Broker UNKNOWN = new Broker(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        private Broker with(String name, double value) {
            return switch (name) {
                case "request-latency-avg" ->
                    new Broker(value, latencyMaximumMillis, requestsPerSecond, bytesPerSecond);
                case "request-latency-max" ->
                    new Broker(latencyAverageMillis, value, requestsPerSecond, bytesPerSecond);
                case "request-rate" -> new Broker(latencyAverageMillis, latencyMaximumMillis, value, bytesPerSecond);
                case "outgoing-byte-rate" ->
                    new Broker(latencyAverageMillis, latencyMaximumMillis, requestsPerSecond, value);
                default -> this;
            };
        }
    }

    /** The traffic with one broker; all values are NaN when there was none. */
    public Broker broker(int id) {
        return brokers.getOrDefault(id, Broker.UNKNOWN);
    }

    static ProducerFigures of(Map<MetricName, ? extends Metric> metrics) {
        Map<String, Double> all = new TreeMap<>();
        Map<Integer, Broker> brokers = new TreeMap<>();
        metrics.forEach((name, metric) -> {
            if (name.group().equals(ALL)) {
                all.put(name.name(), value(metric));
            } else if (name.group().equals(BY_NODE)) {
                int id = brokerId(name);
                brokers.put(id, brokers.getOrDefault(id, Broker.UNKNOWN).with(name.name(), value(metric)));
            }
        });
        return new ProducerFigures(
                all.getOrDefault("requests-in-flight", Double.NaN),
                all.getOrDefault("connection-count", Double.NaN),
                all.getOrDefault("buffer-available-bytes", Double.NaN),
                all.getOrDefault("buffer-total-bytes", Double.NaN),
                brokers);
    }

    /** The broker's id; negative for bootstrap addresses, whose broker ids are not known yet. */
    private static int brokerId(MetricName name) {
        return Integer.parseInt(
                name.tags().getOrDefault("node-id", NODE_PREFIX + "0").substring(NODE_PREFIX.length()));
    }

    private static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
