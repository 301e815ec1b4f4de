package io.mqttproxy.bench.it;

import io.mqttproxy.bench.kafka.EmbeddedKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic that no other test uses, and what is stored in it. */
record KafkaTopic(EmbeddedKafka kafka, String name) {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Creates a topic of one partition, in which everything has an order. */
    static KafkaTopic create(EmbeddedKafka kafka) {
        return create(kafka, Map.of());
    }

    /** @param configs of the topic, such as {@code max.message.bytes} */
    static KafkaTopic create(EmbeddedKafka kafka, Map<String, String> configs) {
        KafkaTopic topic = unborn(kafka);
        kafka.createTopic(topic.name, 1, 1, configs);
        return topic;
    }

    /** A topic that does not exist yet. */
    static KafkaTopic unborn(EmbeddedKafka kafka) {
        return new KafkaTopic(kafka, "it-" + UUID.randomUUID());
    }

    /** Everything that is stored by now, in the order of each partition. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            return read(
                    consumer, ends.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    /** Waits until as many records are stored, then reads all of them: there may be more. */
    List<ConsumerRecord<byte[], byte[]>> awaitRecords(int count) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            read(consumer, count);
        }
        return records();
    }

    /** The only record, once it is stored. */
    ConsumerRecord<byte[], byte[]> awaitRecord() {
        List<ConsumerRecord<byte[], byte[]>> records = awaitRecords(1);
        if (records.size() > 1) {
            throw new AssertionError(records.size() + " records in topic " + name + " instead of 1");
        }
        return records.get(0);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(KafkaConsumer<byte[], byte[]> consumer, long count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (records.size() < count) {
            consumer.poll(POLL).forEach(records::add);
            if (records.size() < count && Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        records.size() + " records in topic " + name + " instead of " + count + " in " + PATIENCE);
            }
        }
        return records;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", kafka.internalBootstrapServers(),
                "auto.offset.reset", "earliest",
                "max.poll.records", "10000",
                // An empty topic is found to be empty sooner.
                "fetch.max.wait.ms", "100");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
