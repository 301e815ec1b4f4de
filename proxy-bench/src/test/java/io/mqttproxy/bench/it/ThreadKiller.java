package io.mqttproxy.bench.it;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Ends a Kafka producer's I/O thread on demand, as the lack of memory would: Kafka's client catches no errors. */
public final class ThreadKiller implements ProducerInterceptor<byte[], byte[]> {
    private static final AtomicInteger KILLS = new AtomicInteger();

    /** The next thread that hears of a stored record dies of it. */
    static void killOne() {
        KILLS.set(1);
    }

    static boolean hasKilled() {
        return KILLS.get() == 0;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
        if (KILLS.compareAndSet(1, 0)) {
            throw new OutOfMemoryError("not really");
        }
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> sent) {
        return sent;
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
