package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Kafka's own producer tells whether it is at work. */
class ProducerPulseTest {
    private static final Map<String, Object> PROPERTIES =
            Map.of("bootstrap.servers", "127.0.0.1:9", "client.id", "pulse", "request.timeout.ms", 20);

    @Test
    void anIdleProducerHasAPulse() {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            ProducerPulse pulse = new ProducerPulse(producer, 0);

            for (int beats = 0; beats < 3; ) {
                beats += pulse.problem() == null ? 1 : 0;
            }
        }
    }

    @Test
    void aProducerWhoseThreadDoesNothingHasNoPulse() {
        KafkaProducer<byte[], byte[]> producer = producer();
        ProducerPulse pulse = new ProducerPulse(producer, 2);
        producer.close(Duration.ZERO);

        for (int beat = 0; beat < 3; beat++) {
            assertNull(pulse.problem());
        }

        assertEquals("its I/O thread hangs", pulse.problem());
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(PROPERTIES, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
