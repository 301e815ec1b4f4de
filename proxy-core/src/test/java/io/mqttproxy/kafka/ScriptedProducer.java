package io.mqttproxy.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Kafka's own mock, which can also fail inline, as the real producer does with {@code max.block.ms=0}. */
final class ScriptedProducer extends MockProducer<byte[], byte[]> {
    private final List<Callback> inBuffer = new ArrayList<>();
    private @Nullable RuntimeException told;
    private @Nullable RuntimeException thrown;
    private Runnable beforeThrowing = () -> {};
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch awake = new CountDownLatch(1);
    private volatile boolean hanging;
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile boolean holding;

    ScriptedProducer() {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** From now on a send tells this failure before it returns. */
    void failsInline(@Nullable RuntimeException failure) {
        told = failure;
    }

    /** From now on the record gets into the buffer, and then the send throws: what a producer does in its error state. */
    void throwsAfterAppend(RuntimeException failure) {
        thrown = failure;
    }

    /** What happens on other threads between the append and the throw. */
    void beforeThrowing(Runnable meanwhile) {
        beforeThrowing = meanwhile;
    }

    /** Fails what got into the buffer although its send threw, as the real producer does on its own thread. */
    void abortsBuffer(Exception failure) throws InterruptedException {
        Thread sender = new Thread(() -> inBuffer.forEach(callback -> callback.onCompletion(null, failure)));
        sender.start();
        sender.join();
    }

    /** From now on its thread does nothing, and nobody can close it. */
    void hangs() {
        hanging = true;
    }

    /** Its thread goes on, behind everybody's back. */
    void wakes() {
        awake.countDown();
        completeNext();
    }

    /** Returns when whoever looks whether its thread is at work waits, and does so until the sink closes. */
    void holdsChecks() throws InterruptedException {
        holding = true;
        held.await();
    }

    /** Waits until somebody has seen its thread at work so often. */
    void awaitPolls(int number) {
        while (looks.get() < number) {
            Thread.onSpinWait();
        }
    }

    @Override
    public Map<MetricName, Metric> metrics() {
        MetricName name = new MetricName("select-total", "producer-metrics", "", Map.of());
        return Map.of(name, new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                if (holding) {
                    hold();
                }
                return (double) (hanging ? looks.get() : looks.incrementAndGet());
            }
        });
    }

    private void hold() {
        held.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close(Duration timeout) {
        if (hanging) {
            awaitWaking();
        }
        super.close(timeout);
    }

    private void awaitWaking() {
        try {
            awake.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        if (told != null) {
            inBuffer.add(callback);
            callback.onCompletion(null, told);
            return CompletableFuture.failedFuture(told);
        }
        if (thrown != null) {
            inBuffer.add(callback);
            beforeThrowing.run();
            throw thrown;
        }
        return super.send(record, callback);
    }
}
