package io.mqttproxy.kafka;

import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of many records at once. Kafka's own are copied into each record and once more when it is sent, which is a
 * tenth of what a publish allocates. Read-only from the start, as Kafka's own are from {@code send} on. Safe for all
 * threads.
 */
final class SharedHeaders implements Headers {
    private final Header[] headers;

    SharedHeaders(Headers headers) {
        this.headers = headers.toArray();
    }

    /** A record that has these headers and no others. */
    static final class SharingRecord extends ProducerRecord<byte[], byte[]> {
        private final SharedHeaders headers;

        SharingRecord(String topic, Long timestamp, byte @Nullable [] key, byte[] value, SharedHeaders headers) {
            super(topic, null, timestamp, key, value);
            this.headers = headers;
        }

        @Override
        public Headers headers() {
            return headers;
        }
    }

    /** Not a copy, although others get one of Kafka's: its producer asks for every record, and writes nothing to it. */
    @Override
    public Header[] toArray() {
        return headers;
    }

    @Override
    public Iterator<Header> iterator() {
        return List.of(headers).iterator();
    }

    @Override
    public @Nullable Header lastHeader(String key) {
        return new RecordHeaders(headers).lastHeader(key);
    }

    @Override
    public Iterable<Header> headers(String key) {
        return new RecordHeaders(headers).headers(key);
    }

    @Override
    public Headers add(Header header) {
        throw readOnly();
    }

    @Override
    public Headers add(String key, byte[] value) {
        throw readOnly();
    }

    @Override
    public Headers remove(String key) {
        throw readOnly();
    }

    /** What Kafka's own throw from {@code send} on; agents that add headers then take a copy. */
    private static IllegalStateException readOnly() {
        return new IllegalStateException("headers are shared with other records");
    }
}
