package io.mqttproxy.bench.kafka;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Writes the {@code server.properties} of each node: Kafka's defaults, except for what makes a small, quick cluster. */
final class NodeProperties {
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final int CONTROLLER_ID = 0;

    private final EmbeddedKafkaOptions options;
    private final int controllerPort;

    NodeProperties(EmbeddedKafkaOptions options, int controllerPort) {
        this.options = options;
        this.controllerPort = controllerPort;
    }

    Properties controller(Path directory) {
        Properties properties = common(CONTROLLER_ID, "controller", directory);
        properties.put("listeners", CONTROLLER_LISTENER + "://localhost:" + controllerPort);
        for (String setting : RIGHTS) {
            if (options.brokerProperties().containsKey(setting)) {
                properties.put(setting, options.brokerProperties().get(setting));
            }
        }
        return properties;
    }

    /**
     * @param node from 1
     * @param clientPort for clients, by the protocol of the options
     * @param internalPort for other brokers and for the embedding code, always in plain text
     */
    Properties broker(int node, int clientPort, int internalPort, Path directory) {
        Properties properties = common(node, "broker", directory);
        properties.put("listeners", "CLIENT://localhost:" + clientPort + ",INTERNAL://localhost:" + internalPort);
        if (!options.advertisedPorts().isEmpty()) {
            int advertised = options.advertisedPorts().get(node - 1);
            properties.put(
                    "advertised.listeners",
                    "CLIENT://localhost:" + advertised + ",INTERNAL://localhost:" + internalPort);
        }
        properties.put("inter.broker.listener.name", "INTERNAL");
        properties.putAll(options.brokerProperties());
        return properties;
    }

    private Properties common(int node, String role, Path directory) {
        Properties properties = new Properties();
        properties.putAll(SMALL);
        properties.put("node.id", Integer.toString(node));
        properties.put("process.roles", role);
        properties.put("log.dirs", directory.toString());
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("controller.quorum.voters", CONTROLLER_ID + "@localhost:" + controllerPort);
        properties.put(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,CLIENT:" + options.clientProtocol());
        String replication = Integer.toString(Math.min(3, options.nodes()));
        for (String setting : REPLICATION_FACTORS) {
            properties.put(setting, replication);
        }
        return properties;
    }

    /** Brokers ask the controller to keep access lists. */
    private static final String[] RIGHTS = {"authorizer.class.name", "super.users", "allow.everyone.if.no.acl.found"};

    private static final String[] REPLICATION_FACTORS = {
        "default.replication.factor",
        "offsets.topic.replication.factor",
        "transaction.state.log.replication.factor",
        "share.coordinator.state.topic.replication.factor"
    };

    /** The short session lets a broker that was stopped come back at once: its old self has to expire first. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            entry("offsets.topic.num.partitions", "1"),
            entry("transaction.state.log.num.partitions", "1"),
            entry("transaction.state.log.min.isr", "1"),
            entry("share.coordinator.state.topic.num.partitions", "1"),
            entry("share.coordinator.state.topic.min.isr", "1"),
            entry("group.initial.rebalance.delay.ms", "0"),
            entry("log.cleaner.dedupe.buffer.size", "2097152"),
            entry("broker.session.timeout.ms", "3000"),
            entry("broker.heartbeat.interval.ms", "500"),
            entry("num.io.threads", "4"),
            entry("background.threads", "2"));
}
