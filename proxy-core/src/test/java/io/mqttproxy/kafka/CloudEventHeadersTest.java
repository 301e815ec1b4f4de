package io.mqttproxy.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.kafka.RecordEncoder.Sharing;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.UserProperty;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The CloudEvents SDK for Kafka reads what the profile writes. */
class CloudEventHeadersTest {
    private static final byte[] PAYLOAD = {1, 2, 3};

    private final RecordEncoder encoder = new RecordEncoder(0, Sharing.SHARED);

    @Test
    void theSdkReadsEveryAttribute() {
        CloudEvent event = event("pump 7/ä", "application/json");
        assertEquals(SpecVersion.V1, event.getSpecVersion());
        assertEquals(URI.create("/mqtt/clients/pump%207%2F%C3%A4"), event.getSource());
        assertEquals("io.mqttproxy.publish", event.getType());
        assertEquals("plant/temp", event.getSubject());
        assertEquals(OffsetDateTime.parse("2023-11-14T22:13:20Z"), event.getTime());
        assertEquals("application/json", event.getDataContentType());
        assertArrayEquals(PAYLOAD, Objects.requireNonNull(event.getData()).toBytes());
    }

    @Test
    void withoutAContentTypeThereIsNoContentTypeHeader() {
        assertNull(event("pump", null).getDataContentType());
    }

    @Test
    void idsNeverRepeat() {
        assertNotEquals(event("pump", null).getId(), event("pump", null).getId());
        assertNotEquals(
                read(new RecordEncoder(0, Sharing.SHARED), "pump", null).getId(),
                read(new RecordEncoder(0, Sharing.SHARED), "pump", null).getId());
    }

    @Test
    void aDeviceCannotForgeAttributes() {
        CloudEvent event = event("pump", "text/plain");
        assertEquals(Set.of(), event.getExtensionNames());
        assertEquals("text/plain", event.getDataContentType());
    }

    private CloudEvent event(String clientId, @Nullable String contentType) {
        return read(encoder, clientId, contentType);
    }

    private static CloudEvent read(RecordEncoder encoder, String clientId, @Nullable String contentType) {
        PublishProperties properties = new PublishProperties(
                PublishProperties.ABSENT,
                PublishProperties.ABSENT,
                contentType,
                null,
                null,
                List.of(
                        new UserProperty("ce_type", "forged"),
                        new UserProperty("ce_extension", "forged"),
                        new UserProperty("content-type", "forged")));
        ProducerRecord<byte[], byte[]> record = encoder.encode(new Publication(
                new Origin(clientId, null),
                new Destination("plant/temp", "k", clientId.getBytes(UTF_8), HeadersConfig.parse("cloudevents")),
                Qos.AT_MOST_ONCE,
                false,
                false,
                false,
                properties,
                PAYLOAD,
                1_700_000_000_000L,
                null));
        return KafkaMessageFactory.createReader(record.headers(), record.value())
                .toEvent();
    }
}
