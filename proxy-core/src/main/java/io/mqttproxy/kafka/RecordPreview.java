package io.mqttproxy.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mqttproxy.kafka.RecordEncoder.Sharing;
import io.mqttproxy.publish.Publication;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The record that a publication would become, as text, for {@code explain}. Created by the encoder
 * that the proxy itself uses.
 *
 * @param key {@code null} for a record without a key
 * @param headers in the order of the record
 */
public record RecordPreview(String topic, @Nullable String key, List<Header> headers) {

    /** One record header. */
    public record Header(String name, String value) {}

    public RecordPreview {
        headers = List.copyOf(headers);
    }

    /**
     * Encodes a publication; nothing is sent.
     *
     * @param traceSampling the share of publications without a trace for which one is begun, 0 to 1
     */
    public static RecordPreview of(Publication publication, double traceSampling) {
        ProducerRecord<byte[], byte[]> encoded = new RecordEncoder(traceSampling, Sharing.SHARED).encode(publication);
        List<Header> headers = new ArrayList<>();
        encoded.headers().forEach(header -> headers.add(new Header(header.key(), new String(header.value(), UTF_8))));
        byte[] key = encoded.key();
        return new RecordPreview(encoded.topic(), key == null ? null : new String(key, UTF_8), headers);
    }
}
