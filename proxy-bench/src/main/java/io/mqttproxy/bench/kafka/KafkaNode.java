package io.mqttproxy.bench.kafka;

import io.mqttproxy.bench.process.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** One Kafka server, broker or controller, that can be started again on the data it has. Not thread-safe. */
final class KafkaNode {
    private static final String CLUSTER_ID = "mqtt-bench-embedded-00";

    private final Properties properties;
    private final Path directory;
    private @Nullable KafkaRaftServer server;

    /** Does not touch the file system yet. */
    KafkaNode(Properties properties) {
        this.properties = properties;
        this.directory = Path.of(properties.getProperty("log.dirs"));
    }

    /** Starts the server; returns when it serves clients. */
    void start() {
        if (server != null) {
            return;
        }
        format();
        KafkaRaftServer starting = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server = starting;
        starting.startup();
    }

    /** Returns when leadership of its partitions has moved, as far as it can, and all is on disk. */
    void stop() {
        KafkaRaftServer stopping = server;
        server = null;
        if (stopping != null) {
            stopping.shutdown();
            stopping.awaitShutdown();
        }
    }

    /**
     * Starts the stopped server in a process of its own, which signals can be sent to.
     *
     * @param output where the process writes
     */
    JavaProcess startProcess(Path output) {
        format();
        Path file = directory.resolveSibling(directory.getFileName() + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
        return JavaProcess.start(output, JavaProcess.ownClassPath(), "kafka.Kafka", List.of(file.toString()));
    }

    /** Does nothing to a directory that has data. */
    private void format() {
        try {
            Files.createDirectories(directory);
            new Formatter()
                    .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                    .setClusterId(CLUSTER_ID)
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(NodeProperties.CONTROLLER_LISTENER)
                    .setIgnoreFormatted(true)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + directory, e);
        } catch (Exception e) {
            throw new IllegalStateException("Cannot prepare " + directory + " for Kafka: " + e.getMessage(), e);
        }
    }
}
