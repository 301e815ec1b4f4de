package io.mqttproxy.bench.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.verify.TopicReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedKafkaTest {
    private static final String TOPIC = "telemetry";

    @Test
    void aRecordThatWasProducedIsConsumed() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopic(TOPIC, 1, 1, Map.of());

            produce(kafka, "21.5");

            assertEquals(List.of("21.5"), consume(kafka, 1));
        }
    }

    @Test
    void aBrokerThatWasStoppedStartsAgainOnItsPortWithItsData() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopic(TOPIC, 1, 1, Map.of());
            produce(kafka, "before");

            kafka.stopBroker(0);
            assertFalse(listens(kafka));
            kafka.startBroker(0);
            produce(kafka, "after");

            assertEquals(List.of("before", "after"), consume(kafka, 2));
        }
    }

    @Test
    void aGivenDirectoryOutlivesTheCluster(@TempDir Path directory) throws Exception {
        EmbeddedKafkaOptions options = EmbeddedKafkaOptions.DEFAULTS.withDataDirectory(directory);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options)) {
            kafka.createTopic(TOPIC, 1, 1, Map.of());
            produce(kafka, "kept");
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(options)) {
            assertEquals(List.of("kept"), consume(kafka, 1));
        }
    }

    @Test
    void threeBrokersKeepServingWhileTwoAreInSyncAndRefuseWhenOneIsLeft() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.DEFAULTS.withNodes(3))) {
            kafka.createTopic(TOPIC, 1, 3, Map.of("min.insync.replicas", "2"));
            produce(kafka, "three");
            kafka.stopBroker(0);
            produce(kafka, "two");

            kafka.stopBroker(1);
            ExecutionException refused = assertThrows(ExecutionException.class, () -> produce(kafka, "one"));
            assertInstanceOf(NotEnoughReplicasException.class, refused.getCause());

            kafka.startBroker(1);
            produce(kafka, "two again");
            assertEquals(List.of("three", "two", "two again"), consume(kafka, 3));
        }
    }

    @Test
    void aBoundedLogLosesItsOldestRecordsAndTellsHowMany() throws Exception {
        Map<String, String> bounded = BoundedLog.properties(2 << 20, Map.of());
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.DEFAULTS.withBrokerProperties(bounded))) {
            kafka.createTopic(TOPIC, 1, 1, Map.of());
            Map<String, String> consumer = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (TopicReader reader = new TopicReader(consumer, List.of(TOPIC))) {
                Map<TopicPartition, Long> start = reader.ends();
                assertEquals(0, reader.deleted(start));

                while (reader.deleted(start) == 0) {
                    produce(kafka, "x".repeat(500_000));
                }
                produce(kafka, "newest");

                List<String> kept = new ArrayList<>();
                reader.read(start, stored -> kept.add(new String(stored.value(), StandardCharsets.UTF_8)));
                assertEquals("newest", kept.get(kept.size() - 1));
            }
        }
    }

    @Test
    void aTakenPortIsAnError() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedKafkaOptions options = EmbeddedKafkaOptions.DEFAULTS.withPort(taken.getLocalPort());

            Exception failure = assertThrows(IllegalStateException.class, () -> EmbeddedKafka.start(options));

            assertTrue(failure.toString().contains("port " + taken.getLocalPort()), failure.toString());
        }
    }

    private static void produce(EmbeddedKafka kafka, String value) throws Exception {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        // Few enough to be over soon when too few replicas are in sync, and yet to outlast the move of a leader.
        properties.put("retries", 5);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    private static List<String> consume(EmbeddedKafka kafka, int count) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            while (values.size() < count) {
                for (ConsumerRecord<String, String> fetched : consumer.poll(Duration.ofSeconds(1))) {
                    values.add(fetched.value());
                }
            }
        }
        return values;
    }

    private static boolean listens(EmbeddedKafka kafka) {
        int port = Integer.parseInt(kafka.bootstrapServers().substring("localhost:".length()));
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !free.isBound();
        } catch (IOException e) {
            return true;
        }
    }
}
