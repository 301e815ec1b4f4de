package io.mqttproxy.bench.compare;

import io.mqttproxy.bench.report.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The process of Kafka's own producer: takes an order a line from standard input, answers each with a report on a line of
 * standard output, ends with its input. It stays up between rounds, because a cold JVM would be an unfair baseline.
 */
final class ProducerMain {
    /** What the proxy sets, so that the two differ by the proxy alone. */
    private static final Map<String, Object> AS_THE_PROXY = Map.of(
            "acks",
            "all",
            "enable.idempotence",
            "true",
            "batch.size",
            "65536",
            "linger.ms",
            "5",
            "buffer.memory",
            "67108864");

    private ProducerMain() {}

    /**
     * Runs.
     *
     * @param arguments bootstrap servers, topic, then properties as {@code key=value}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, Object> properties = new HashMap<>(AS_THE_PROXY);
        properties.put("bootstrap.servers", arguments[0]);
        for (int index = 2; index < arguments.length; index++) {
            int equals = arguments[index].indexOf('=');
            properties.put(arguments[index].substring(0, equals), arguments[index].substring(equals + 1));
        }
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream reports = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                ProducerOrder order = Json.parse(line, ProducerOrder.class);
                reports.println(Json.line(new ProducerLoad(order, producer, arguments[1]).run()));
            }
        }
    }
}
