package io.mqttproxy.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The connection to Kafka.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param properties any producer or client property, as the operator gave them; they are checked against the
 *     acknowledgement law where the producer is made
 * @param allowedClasses the only classes, besides Kafka's own ways to log in, that properties may make Kafka load
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> properties, Set<String> allowedClasses) {

    private static final String SETTING = "kafka-bootstrap-servers";
    private static final Pattern ADDRESS = Pattern.compile(".+:([0-9]{1,5})");

    /** Without any class that properties may name. */
    public KafkaConfig(String bootstrapServers, Map<String, String> properties) {
        this(bootstrapServers, properties, Set.of());
    }

    public KafkaConfig {
        ConfigException.require(!bootstrapServers.isBlank(), SETTING, "must be set, for example to localhost:9092");
        for (String server : bootstrapServers.split(",", -1)) {
            ConfigException.require(
                    isAddress(server.strip()),
                    SETTING,
                    "'" + server.strip() + "' is not a host:port such as broker:9092");
        }
        properties = Map.copyOf(properties);
        allowedClasses = Set.copyOf(allowedClasses);
    }

    /** Kafka's client would say so only when it is made, which is too late for a check of the configuration. */
    private static boolean isAddress(String server) {
        Matcher address = ADDRESS.matcher(server);
        if (!address.matches()) {
            return false;
        }
        int port = Integer.parseInt(address.group(1));
        return port >= 1 && port <= 65_535;
    }

    /** Names the properties but not their values: some are secrets. */
    @Override
    public String toString() {
        return "KafkaConfig[" + bootstrapServers + ", properties " + new TreeMap<>(properties).keySet() + "]";
    }
}
