package io.mqttproxy.bench.verify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Which Kafka, and which topics in it. */
public final class KafkaArguments {
    @Option(
            names = "--kafka-bootstrap-servers",
            paramLabel = "SERVERS",
            description = "host:port, several separated by commas (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers = "localhost:9092";

    @Option(
            names = "--kafka",
            paramLabel = "KEY=VALUE",
            description = "Any consumer property, such as security.protocol=SASL_SSL; repeatable.")
    private Map<String, String> properties = new TreeMap<>();

    @Option(
            names = "--kafka-topic",
            paramLabel = "TOPIC",
            split = ",",
            defaultValue = "mqtt-messages",
            description = "Topics to read, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<String> topics = List.of();

    /** With commas between. */
    public String topics() {
        return String.join(",", topics);
    }

    /** A reader of these topics. */
    public TopicReader reader() {
        Map<String, String> all = new TreeMap<>(properties);
        all.put("bootstrap.servers", bootstrapServers);
        return new TopicReader(all, topics);
    }
}
