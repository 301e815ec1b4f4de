package io.mqttproxy.bench.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

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

    static Header header(String name, String value) {
        return header(name, value.getBytes(UTF_8));
    }

    static Header header(String name, byte[] value) {
        return new RecordHeader(name, value);
    }

    /** The record has this key, this value, these headers in this order and no others, and the time of receipt. */
    static void assertRecord(
            ConsumerRecord<byte[], byte[]> stored, String key, byte[] value, Header... headersInOrder) {
        assertEquals(key, new String(stored.key(), UTF_8));
        assertArrayEquals(value, stored.value());
        assertEquals(List.of(headersInOrder), List.of(stored.headers().toArray()));
        Instant time = Instant.ofEpochMilli(stored.timestamp());
        Instant now = Instant.now();
        assertTrue(time.isAfter(now.minus(LONG_AGO)) && !time.isAfter(now), () -> "timestamp " + time + " at " + now);
    }
}
