package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.kafka.FreePorts;
import io.mqttproxy.bench.process.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A whole Kafka in a process of its own, so that it can be made to hang. Not thread-safe. */
final class KafkaProcess implements AutoCloseable {
    /** Those of Kafka's own start script. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35");

    private static final int USUAL_PORT = 18_892;
    private static final int PARTITIONS = 12;
    private static final int PATIENCE_SECONDS = 60;

    private final String bootstrapServers;
    private final JavaProcess process;

    private KafkaProcess(String bootstrapServers, JavaProcess process) {
        this.bootstrapServers = bootstrapServers;
        this.process = process;
    }

    /**
     * Returns when it serves.
     *
     * @param directory for its log
     */
    static KafkaProcess start(Path directory) throws InterruptedException {
        int port = FreePorts.preferably(USUAL_PORT);
        JavaProcess process = JavaProcess.start(
                directory.resolve("kafka.log"),
                JVM_OPTIONS,
                JavaProcess.ownClassPath(),
                "io.mqttproxy.bench.MqttBench",
                List.of("kafka", "--port=" + port, "--property=log.retention.check.interval.ms=2000"));
        KafkaProcess kafka = new KafkaProcess("localhost:" + port, process);
        try {
            kafka.ask(admin -> admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** @param configs such as {@code retention.bytes} */
    void createTopic(String name, Map<String, String> configs) throws InterruptedException {
        NewTopic topic = new NewTopic(name, PARTITIONS, (short) 1).configs(configs);
        ask(admin -> admin.createTopics(List.of(topic)).all().get());
    }

    void deleteTopic(String name) throws InterruptedException {
        ask(admin -> admin.deleteTopics(List.of(name)).all().get());
    }

    private void ask(Question question) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            question.ask(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka request failed: " + e, e);
        }
    }

    private interface Question {
        Object ask(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    /** From now on nothing answers, and all connections stay open. */
    void hang() throws InterruptedException {
        process.pause();
    }

    /** The end of {@link #hang}. */
    void goOn() throws InterruptedException {
        process.resume();
    }

    /** Lets it end in order, because it deletes its data then. */
    @Override
    public void close() {
        try {
            process.resume();
            process.terminate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.close();
        }
    }
}
