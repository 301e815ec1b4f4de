package io.mqttproxy.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordViewTest {
    private final RecordHeaders headers = new RecordHeaders();

    @Test
    void aRecordIsItsPlaceItsHeadersAndItsPayload() {
        headers.add("mqtt.topic", bytes("sensors/room1"));
        headers.add("mqtt.qos", bytes("1"));

        assertEquals("""
                00:00:01.500  telemetry-2 @ 41  key device-7
                              mqtt.topic sensors/room1 · mqtt.qos 1
                              21.5""", view(new Terminal(false, false, 80)).lines(stored("21.5")));
    }

    @Test
    void longLinesAreWrappedUnderTheirColumn() {
        headers.add("first", bytes("0123456789"));
        headers.add("second", bytes("0123456789"));

        assertEquals("""
                00:00:01.500  telemetry-2 @ 41  key device-7
                              first 0123456789
                              second 0123456789
                              aaaaaaaaaaaaaaaaaaaaaaaaa
                              bbbbb""", view(new Terminal(false, false, 40)).lines(stored("a".repeat(25) + "b".repeat(5))));
    }

    @Test
    void coloursAreUsedOnlyWhenWanted() {
        String coloured = view(new Terminal(true, true, 80)).lines(stored("21.5"));

        assertTrue(coloured.contains("\u001B[32m21.5\u001B[0m"), coloured);
    }

    private static RecordView view(Terminal terminal) {
        return new RecordView(terminal, ZoneOffset.UTC);
    }

    private ConsumerRecord<byte[], byte[]> stored(String payload) {
        byte[] value = bytes(payload);
        byte[] key = bytes("device-7");
        return new ConsumerRecord<>(
                "telemetry",
                2,
                41,
                1_500,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
