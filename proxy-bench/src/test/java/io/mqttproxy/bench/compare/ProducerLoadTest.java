package io.mqttproxy.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.kafka.EmbeddedKafka;
import io.mqttproxy.bench.load.DeviceNames;
import io.mqttproxy.bench.load.PayloadSource;
import io.mqttproxy.bench.load.Workload;
import io.mqttproxy.bench.report.Latency;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.terminal.StatusLine;
import io.mqttproxy.bench.terminal.Terminal;
import io.mqttproxy.bench.verify.TopicReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProducerLoadTest {
    private static final int MESSAGES = 200;
    private static final int SLOW_MILLIS = 300;
    private static final PayloadSource HUNDRED_BYTES = new PayloadSource(100, 1, null, false);
    private static final DeviceNames NAMES = new DeviceNames("load-{index}", "load/{clientid}");

    @Test
    void theProducerInItsOwnProcessStoresWhatTheProxyWouldStore() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopic("baseline", 1, 1, Map.of());

            List<LoadReport> rounds = twoRounds("kafka://" + kafka.bootstrapServers() + "/baseline");

            for (LoadReport round : rounds) {
                assertEquals(MESSAGES, round.counts().acknowledged());
                assertEquals(MESSAGES, round.latency().count());
                assertTrue(Objects.requireNonNull(round.target()).rssBytesPeak() > 0);
            }
            List<ConsumerRecord<byte[], byte[]>> stored = read(kafka);
            assertEquals(2 * MESSAGES, stored.size());
            assertEquals("load-1", new String(stored.get(1).key(), StandardCharsets.UTF_8));
            assertEquals(100, stored.get(1).value().length);
            assertEquals(
                    "load/load-1",
                    new String(stored.get(1).headers().lastHeader("mqtt.topic").value(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void recordsCanBeWrittenWithoutHeaders() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopic("baseline", 1, 1, Map.of());

            twoRounds("kafka://" + kafka.bootstrapServers() + "/baseline?headers=none");

            List<ConsumerRecord<byte[], byte[]>> stored = read(kafka);
            assertEquals(2 * MESSAGES, stored.size());
            assertEquals(0, stored.get(1).headers().toArray().length);
        }
    }

    @Test
    void withoutARateWaitingForRoomDoesNotCountAsLatency() throws Exception {
        Workload load = new Workload(0, 0, 20_000, 2, 0, 10_000, 1, 1, 1, HUNDRED_BYTES, NAMES);

        Latency latency = run(load).latency();

        assertEquals(2, latency.count());
        assertTrue(latency.max() >= SLOW_MILLIS, latency.toString());
        assertTrue(latency.p50() < SLOW_MILLIS / 2, latency.toString());
    }

    @Test
    void recordsThatTheProducerCouldNotSendAreReported() throws Exception {
        Workload load = new Workload(1_000, 0, 100, Long.MAX_VALUE, 0, 0, 1, 1, 1, HUNDRED_BYTES, NAMES);

        LoadReport.Counts counts = run(load).counts();

        assertEquals(1, counts.published());
        assertEquals(1, counts.unacknowledged());
        assertEquals(99, counts.unsent());
    }

    private static LoadReport run(Workload load) throws InterruptedException {
        return new ProducerLoad(load, new SlowAtFirst(), new BaselineRecords(load, "baseline", false)).run();
    }

    /** Stores the first record after a while, and all others at once. */
    private static final class SlowAtFirst extends MockProducer<byte[], byte[]> {
        private boolean later;

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> message, Callback callback) {
            RecordMetadata stored = new RecordMetadata(new TopicPartition("baseline", 0), 0, 0, 0, 0, 0);
            Executor executor =
                    later ? Runnable::run : CompletableFuture.delayedExecutor(SLOW_MILLIS, TimeUnit.MILLISECONDS);
            later = true;
            executor.execute(() -> callback.onCompletion(stored, null));
            return CompletableFuture.completedFuture(stored);
        }
    }

    private static List<LoadReport> twoRounds(String address) throws InterruptedException {
        Workload load = new Workload(2_000, 0, 20_000, MESSAGES, 0, 10_000, 10, 32, 1, HUNDRED_BYTES, NAMES);
        StatusLine silent = new StatusLine(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), Terminal.NONE);
        try (StopSignal stop = new StopSignal();
                Contender producer =
                        new ProducerContender(new CompareTarget("producer", address, List.of()), load, Map.of())) {
            return List.of(producer.round(stop, silent), producer.round(stop, silent));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(EmbeddedKafka kafka) {
        List<ConsumerRecord<byte[], byte[]>> stored = new ArrayList<>();
        try (TopicReader reader =
                new TopicReader(Map.of("bootstrap.servers", kafka.bootstrapServers()), List.of("baseline"))) {
            reader.read(reader.beginnings(), stored::add);
        }
        return stored;
    }
}
