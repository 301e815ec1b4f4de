package io.mqttproxy.bench.verify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from a point to what is their end now. For one thread. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * Connects, and finds the topics' partitions.
     *
     * @param properties of the consumer; {@code bootstrap.servers} at least
     * @throws IllegalArgumentException when a topic does not exist
     */
    public TopicReader(Map<String, String> properties, List<String> topics) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.putIfAbsent("auto.offset.reset", "earliest");
        settings.putIfAbsent("allow.auto.create.topics", "false");
        settings.put("enable.auto.commit", "false");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            partitions = topics.stream()
                    .flatMap(topic -> partitionsOf(topic).stream())
                    .toList();
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private List<TopicPartition> partitionsOf(String topic) {
        List<TopicPartition> found = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("topic: Kafka has no topic " + topic);
        }
        return found;
    }

    /** Where the topics end now: a place to read from later. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    /** Where the topics begin. */
    public Map<TopicPartition, Long> beginnings() {
        return consumer.beginningOffsets(partitions);
    }

    /** How many records from there on Kafka has deleted since. */
    public long deleted(Map<TopicPartition, Long> from) {
        Map<TopicPartition, Long> beginnings = beginnings();
        return from.entrySet().stream()
                .mapToLong(start -> Math.max(0, beginnings.getOrDefault(start.getKey(), 0L) - start.getValue()))
                .sum();
    }

    /**
     * Passes on all records from these offsets to the current ends of the topics, each partition in
     * order.
     */
    public void read(Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> ends = ends();
        consumer.assign(partitions);
        from.forEach(consumer::seek);
        while (isBefore(ends)) {
            for (ConsumerRecord<byte[], byte[]> stored : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(stored.topic(), stored.partition());
                if (stored.offset() < ends.getOrDefault(partition, 0L)) {
                    reader.accept(stored);
                }
            }
        }
    }

    private boolean isBefore(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
