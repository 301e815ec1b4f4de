package io.mqttproxy.bench.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link EmbeddedKafka} is to look like.
 *
 * @param nodes brokers, 1 to 9; one controller comes in addition and stays up while brokers are stopped
 * @param port where the first broker listens, the others on the ports after it; 0 for free ports
 * @param dataDirectory kept at the end and used again by the next start; {@code null} for one that is deleted
 * @param clientProtocol of the listener for clients: {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or
 *     {@code SASL_SSL}
 * @param brokerProperties of every broker, over the defaults; those of the listener for clients begin with
 *     {@code listener.name.client.}
 * @param advertisedPorts what clients are told of each broker's port, for relays in between; empty for the real ports
 */
public record EmbeddedKafkaOptions(
        int nodes,
        int port,
        @Nullable Path dataDirectory,
        String clientProtocol,
        Map<String, String> brokerProperties,
        List<Integer> advertisedPorts) {

    /** One broker on a free port that leaves nothing behind. */
    public static final EmbeddedKafkaOptions DEFAULTS =
            new EmbeddedKafkaOptions(1, 0, null, "PLAINTEXT", Map.of(), List.of());

    public EmbeddedKafkaOptions {
        if (nodes < 1 || nodes > 9) {
            throw new IllegalArgumentException("nodes: must be between 1 and 9, not " + nodes);
        }
        if (port < 0 || port > 65_535 - nodes) {
            throw new IllegalArgumentException("port: must be between 0 and " + (65_535 - nodes) + ", not " + port);
        }
        brokerProperties = Map.copyOf(brokerProperties);
        advertisedPorts = List.copyOf(advertisedPorts);
        if (!advertisedPorts.isEmpty() && advertisedPorts.size() != nodes) {
            throw new IllegalArgumentException("advertisedPorts: must be one for each broker");
        }
    }

    public EmbeddedKafkaOptions withNodes(int nodes) {
        return new EmbeddedKafkaOptions(nodes, port, dataDirectory, clientProtocol, brokerProperties, advertisedPorts);
    }

    public EmbeddedKafkaOptions withPort(int port) {
        return new EmbeddedKafkaOptions(nodes, port, dataDirectory, clientProtocol, brokerProperties, advertisedPorts);
    }

    public EmbeddedKafkaOptions withDataDirectory(@Nullable Path dataDirectory) {
        return new EmbeddedKafkaOptions(nodes, port, dataDirectory, clientProtocol, brokerProperties, advertisedPorts);
    }

    public EmbeddedKafkaOptions withClientProtocol(String clientProtocol) {
        return new EmbeddedKafkaOptions(nodes, port, dataDirectory, clientProtocol, brokerProperties, advertisedPorts);
    }

    public EmbeddedKafkaOptions withBrokerProperties(Map<String, String> brokerProperties) {
        return new EmbeddedKafkaOptions(nodes, port, dataDirectory, clientProtocol, brokerProperties, advertisedPorts);
    }

    /** As many brokers as ports. */
    public EmbeddedKafkaOptions withAdvertisedPorts(List<Integer> ports) {
        return new EmbeddedKafkaOptions(ports.size(), port, dataDirectory, clientProtocol, brokerProperties, ports);
    }
}
