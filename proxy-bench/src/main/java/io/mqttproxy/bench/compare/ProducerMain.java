package io.mqttproxy.bench.compare;

import io.mqttproxy.bench.load.Workload;
import io.mqttproxy.bench.report.Json;
import io.mqttproxy.config.KafkaConfig;
import io.mqttproxy.kafka.ProducerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * The process of Kafka's own producer: takes a workload a line from standard input, answers each with a report on a line of
 * standard output, ends with its input. It stays up between rounds, because a cold JVM would be an unfair baseline.
 */
final class ProducerMain {
    private ProducerMain() {}

    /**
     * Runs.
     *
     * @param arguments bootstrap servers, topic, whether records have headers, then properties as {@code key=value}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream reports = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties(arguments))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                Workload load = Json.parse(line, Workload.class);
                BaselineRecords records = new BaselineRecords(load, arguments[1], Boolean.parseBoolean(arguments[2]));
                reports.println(Json.line(new ProducerLoad(load, producer, records).run()));
            }
        }
    }

    /** Those of the proxy, so that the two differ by the proxy alone; but here a thread may wait. */
    private static Map<String, Object> properties(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (int index = 3; index < arguments.length; index++) {
            int equals = arguments[index].indexOf('=');
            given.put(arguments[index].substring(0, equals), arguments[index].substring(equals + 1));
        }
        Map<String, Object> properties = new HashMap<>(
                ProducerSettings.of(new KafkaConfig(arguments[0], given)).forProducer());
        properties.put("max.block.ms", "60000");
        return properties;
    }
}
