package io.mqttproxy.bench.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as text.
 *
 * @param headers in their order, with their repetitions
 */
record RecordLine(
        String topic,
        int partition,
        long offset,
        long timestamp,
        @Nullable String key,
        List<Header> headers,
        @Nullable String value) {

    /** One header. */
    record Header(String name, @Nullable String value) {}

    static RecordLine of(ConsumerRecord<byte[], byte[]> stored) {
        List<Header> headers = new ArrayList<>();
        stored.headers().forEach(header -> headers.add(new Header(header.key(), text(header.value()))));
        return new RecordLine(
                stored.topic(),
                stored.partition(),
                stored.offset(),
                stored.timestamp(),
                text(stored.key()),
                headers,
                text(stored.value()));
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
