package io.mqttproxy.bench.demo;

import io.mqttproxy.bench.terminal.StatusLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows a topic on a thread of its own and shows its records: all of them, or as many as one can read. */
final class LiveView implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordView view;
    private final StatusLine screen;
    private final LongAdder records = new LongAdder();
    private final Thread thread = new Thread(this::run, "live-view");
    private final Sampler sampler = new Sampler(System.nanoTime());

    private LiveView(KafkaConsumer<byte[], byte[]> consumer, RecordView view, StatusLine screen) {
        this.consumer = consumer;
        this.view = view;
        this.screen = screen;
    }

    /** Shows what arrives from now on. */
    static LiveView start(String bootstrapServers, String topic, RecordView view, StatusLine screen) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        LiveView live = new LiveView(consumer, view, screen);
        live.thread.start();
        return live;
    }

    /** Records read so far. */
    long records() {
        return records.sum();
    }

    private void run() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (WakeupException e) {
            // Expected: this is how a consumer is stopped.
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> stored) {
        records.increment();
        if (sampler.admits(System.nanoTime())) {
            screen.print(view.lines(stored));
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
