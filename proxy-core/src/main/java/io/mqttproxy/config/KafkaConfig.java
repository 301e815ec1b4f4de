package io.mqttproxy.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The connection to Kafka.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param properties any producer or client property, as the operator gave them; they are checked against the
 *     acknowledgement law where the producer is made
 * @param allowedClasses the only classes, besides Kafka's own ways to log in, that properties may make Kafka load
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> properties, Set<String> allowedClasses) {

    /** Without any class that properties may name. */
    public KafkaConfig(String bootstrapServers, Map<String, String> properties) {
        this(bootstrapServers, properties, Set.of());
    }

    public KafkaConfig {
        ConfigException.require(
                !bootstrapServers.isBlank(), "kafka-bootstrap-servers", "must be set, for example to localhost:9092");
        properties = Map.copyOf(properties);
        allowedClasses = Set.copyOf(allowedClasses);
    }

    /** Names the properties but not their values: some are secrets. */
    @Override
    public String toString() {
        return "KafkaConfig[" + bootstrapServers + ", properties " + new TreeMap<>(properties).keySet() + "]";
    }
}
