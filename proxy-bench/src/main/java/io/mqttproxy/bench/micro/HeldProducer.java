package io.mqttproxy.bench.micro;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** A producer that stores nothing: it holds callbacks until it is told to complete them. For one thread. */
final class HeldProducer extends MockProducer<byte[], byte[]> {
    private static final RecordMetadata STORED = new RecordMetadata(new TopicPartition("stored", 0), 0, 0, 0, 0, 0);
    private static final Future<RecordMetadata> SENT = CompletableFuture.completedFuture(STORED);

    private final ArrayDeque<Callback> callbacks = new ArrayDeque<>();

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
        callbacks.add(callback);
        return SENT;
    }

    /** Completes callbacks as Kafka does when a batch is stored. */
    void complete() {
        for (Callback callback = callbacks.poll(); callback != null; callback = callbacks.poll()) {
            callback.onCompletion(STORED, null);
        }
    }
}
