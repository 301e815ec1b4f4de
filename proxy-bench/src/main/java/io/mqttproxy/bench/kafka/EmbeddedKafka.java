package io.mqttproxy.bench.kafka;

import io.mqttproxy.bench.process.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.internals.Exit;

/**
 * A real Apache Kafka cluster in this JVM: the production broker and controller classes, on loopback, made small. Methods
 * block until done and must not be called from several threads at once.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private final KafkaNode controller;
    private final List<KafkaNode> brokers = new ArrayList<>();
    private final List<InetSocketAddress> brokerAddresses;
    private final String bootstrapServers;
    private final String internalBootstrapServers;
    private final Path directory;
    private final boolean temporary;

    private EmbeddedKafka(EmbeddedKafkaOptions options) {
        FreePorts freePorts = new FreePorts();
        List<Integer> clientPorts = freePorts.startingAt(options.port(), options.nodes());
        List<Integer> internalPorts = freePorts.startingAt(0, options.nodes());
        brokerAddresses = clientPorts.stream()
                .map(port -> new InetSocketAddress("localhost", port))
                .toList();
        bootstrapServers = addresses(options.advertisedPorts().isEmpty() ? clientPorts : options.advertisedPorts());
        internalBootstrapServers = addresses(internalPorts);

        // Last: nothing may fail between making the directory and being able to delete it.
        NodeProperties properties = new NodeProperties(options, freePorts.next());
        temporary = options.dataDirectory() == null;
        directory = options.dataDirectory() == null ? temporaryDirectory() : options.dataDirectory();
        controller = new KafkaNode(properties.controller(directory.resolve("controller")));
        for (int index = 0; index < options.nodes(); index++) {
            Path data = directory.resolve("broker-" + (index + 1));
            brokers.add(new KafkaNode(
                    properties.broker(index + 1, clientPorts.get(index), internalPorts.get(index), data)));
        }
    }

    /** One broker on a free port, its data deleted at the end. */
    public static EmbeddedKafka start() {
        return start(EmbeddedKafkaOptions.DEFAULTS);
    }

    /**
     * Starts a cluster and returns when all its brokers serve clients.
     *
     * @throws IllegalStateException when it cannot start, for example because the port is taken
     */
    public static EmbeddedKafka start(EmbeddedKafkaOptions options) {
        keepThisProcessAlive();
        EmbeddedKafka kafka = new EmbeddedKafka(options);
        try {
            kafka.controller.start();
            kafka.brokers.forEach(KafkaNode::start);
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            throw new IllegalStateException("Kafka does not start: " + e.getMessage(), e);
        }
    }

    /**
     * Kafka exits the process on a fatal fault; this replaces that by an exception, because this
     * process is not Kafka's alone.
     */
    private static void keepThisProcessAlive() {
        Exit.Procedure fail = (status, message) -> {
            throw new IllegalStateException("Kafka wants to exit with status " + status + ": " + message);
        };
        Exit.setExitProcedure(fail);
        Exit.setHaltProcedure(fail);
    }

    /** Comma-separated addresses for clients, with the advertised ports when there are any. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where each broker really listens for clients. */
    public List<InetSocketAddress> brokerAddresses() {
        return brokerAddresses;
    }

    /** Plain-text addresses without authentication, whatever protocol clients have to speak. */
    public String internalBootstrapServers() {
        return internalBootstrapServers;
    }

    /**
     * Creates a topic.
     *
     * @param configs topic configuration such as {@code min.insync.replicas}
     * @throws IllegalStateException when Kafka refuses
     */
    public void createTopic(String name, int partitions, int replication, Map<String, String> configs) {
        NewTopic topic = new NewTopic(name, partitions, (short) replication).configs(configs);
        try (Admin admin = admin()) {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create topic " + name + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topic " + name, e);
        }
    }

    /** An admin client of this cluster; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, internalBootstrapServers));
    }

    /**
     * Stops a broker in an orderly way, when it is not stopped already.
     *
     * @param index from 0
     */
    public void stopBroker(int index) {
        brokers.get(index).stop();
    }

    /**
     * Starts a stopped broker again, on the same port and the same data.
     *
     * @param index from 0
     */
    public void startBroker(int index) {
        brokers.get(index).start();
    }

    /**
     * Starts a stopped broker in a process of its own, on the same port and the same data. Returns before it serves.
     *
     * @param index from 0
     * @param output where the process writes; the caller closes the process
     */
    public JavaProcess startBrokerProcess(int index, Path output) {
        return brokers.get(index).startProcess(output);
    }

    /** Stops what runs, and deletes the data unless a directory was given. */
    @Override
    public void close() {
        try {
            brokers.forEach(KafkaNode::stop);
            controller.stop();
        } finally {
            if (temporary) {
                delete(directory);
            }
        }
    }

    private static String addresses(List<Integer> ports) {
        return ports.stream().map(port -> "localhost:" + port).collect(Collectors.joining(","));
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("mqtt-bench-kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a temporary directory", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + directory, e);
        }
    }
}
