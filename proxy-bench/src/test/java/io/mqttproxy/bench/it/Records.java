package io.mqttproxy.bench.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What tests expect of records, down to the byte. */
final class Records {
    private static final Duration LONG_AGO = Duration.ofMinutes(2);

    private Records() {}

    /** Every byte there is, many of which are no UTF-8. */
    static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int value = 0; value < bytes.length; value++) {
            bytes[value] = (byte) value;
        }
        return bytes;
    }

    static String header(String name, String value) {
        return header(name, value.getBytes(UTF_8));
    }

    /** A header as text that shows every byte of it: Latin-1 has a character for each. */
    static String header(String name, byte[] value) {
        return name + "=" + new String(value, ISO_8859_1);
    }

    /** All headers of a record, in order. */
    static List<String> headers(ConsumerRecord<byte[], byte[]> stored) {
        List<String> headers = new ArrayList<>();
        stored.headers().forEach(header -> headers.add(header(header.key(), header.value())));
        return headers;
    }

    /** The values of records as text. */
    static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(stored -> new String(stored.value(), UTF_8)).toList();
    }

    /** The record has this key, this value, these headers in this order and no others, and the time of receipt. */
    static void assertRecord(ConsumerRecord<byte[], byte[]> stored, String key, byte[] value, String... headers) {
        assertEquals(key, new String(stored.key(), UTF_8));
        assertArrayEquals(value, stored.value());
        assertEquals(List.of(headers), headers(stored));
        Instant time = Instant.ofEpochMilli(stored.timestamp());
        Instant now = Instant.now();
        assertTrue(time.isAfter(now.minus(LONG_AGO)) && !time.isAfter(now), () -> "timestamp " + time + " at " + now);
    }
}
