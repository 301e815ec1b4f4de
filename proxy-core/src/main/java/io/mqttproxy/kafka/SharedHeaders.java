package io.mqttproxy.kafka;

import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Headers that many records share. Kafka's own {@code RecordHeaders} would be copied into each record
 * and once more in {@code send}, which is a tenth of what a publish allocates. Read-only from the
 * start, as Kafka's own headers are after {@code send}. Thread-safe.
 */
final class SharedHeaders implements Headers {
    private final Header[] headers;

    SharedHeaders(Headers headers) {
        this.headers = headers.toArray();
    }

    /** A record with shared headers and no others. */
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

    /**
     * The internal array, although {@code RecordHeaders} returns a copy: the producer calls this for
     * every record and does not write to the array.
     */
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

    /**
     * The exception that Kafka's own headers throw after {@code send}; instrumentation agents that add
     * headers then copy them.
     */
    private static IllegalStateException readOnly() {
        return new IllegalStateException("headers are shared with other records");
    }
}
