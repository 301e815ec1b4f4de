package io.mqttproxy.bench.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.bench.report.Json;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordLineTest {
    @Test
    void keyHeadersAndValueAreText() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("mqtt.topic", "plant/4/température".getBytes(UTF_8)).add("same", new byte[] {'1'});
        headers.add("same", null);

        assertEquals(
                "{\"topic\":\"plant\",\"partition\":2,\"offset\":7,\"timestamp\":1000,\"key\":\"sensor\",\"headers\":["
                        + "{\"name\":\"mqtt.topic\",\"value\":\"plant/4/température\"},"
                        + "{\"name\":\"same\",\"value\":\"1\"},{\"name\":\"same\",\"value\":null}],\"value\":\"21.5\"}",
                Json.line(RecordLine.of(record("sensor".getBytes(UTF_8), "21.5".getBytes(UTF_8), headers))));
    }

    @Test
    void missingPartsAreNull() {
        RecordLine line = RecordLine.of(record(null, null, new RecordHeaders()));

        assertEquals(null, line.key());
        assertEquals(null, line.value());
    }

    private static ConsumerRecord<byte[], byte[]> record(
            byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "plant", 2, 7, 1_000, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }
}
