package io.mqttproxy.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.kafka.RecordEncoder.Sharing;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.UserProperty;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Golden tests: what stands here is what consumers were promised. Values are in hex where they are not text. */
class RecordEncoderTest {
    private static final byte[] PAYLOAD = {0, 1, (byte) 0xff};
    private static final PublishProperties PROPERTIES = new PublishProperties(
            1,
            4_294_967_295L,
            "application/json",
            "answers/ü",
            new byte[] {0, (byte) 0x80},
            List.of(
                    new UserProperty("traceparent", "00-ab-cd-01"),
                    new UserProperty("site", "1"),
                    new UserProperty("site", "2"),
                    new UserProperty("mqtt.client.id", "somebody else")));

    private final RecordEncoder encoder = new RecordEncoder("test", new TraceStarter(0), Sharing.SHARED);
    private final RecordEncoder forInterceptors = new RecordEncoder("test", new TraceStarter(0), Sharing.OWN);

    @Test
    void keyValueTopicAndTimestampComeFromThePublication() {
        Publication publication = mqtt3(HeadersConfig.ALL);
        ProducerRecord<byte[], byte[]> record = encoder.encode(publication);
        assertEquals("telemetry", record.topic());
        assertNull(record.partition());
        assertEquals(1_700_000_000_123L, record.timestamp());
        assertSame(publication.destination().key(), record.key());
        assertSame(PAYLOAD, record.value());
    }

    @Test
    void anEmptyPayloadIsAnEmptyValueAndNoTombstone() {
        Publication publication = publication(HeadersConfig.ALL, PublishProperties.NONE, new byte[0], null);
        assertArrayEquals(new byte[0], encoder.encode(publication).value());
    }

    @Test
    void allOfAnMqtt3Publication() {
        assertHeaders(mqtt3(HeadersConfig.ALL), """
                mqtt.topic=plant/ä/temp
                mqtt.client.id=pump-7
                mqtt.username=änne
                mqtt.qos=1
                """);
    }

    @Test
    void allOfARepeatedRetainedWillOfAnAnonymousClient() {
        Publication will = new Publication(
                new Origin("pump-7", null),
                destination(HeadersConfig.ALL),
                Qos.EXACTLY_ONCE,
                true,
                true,
                true,
                PublishProperties.NONE,
                PAYLOAD,
                0L,
                null);
        assertHeaders(will, """
                mqtt.topic=plant/ä/temp
                mqtt.client.id=pump-7
                mqtt.qos=2
                mqtt.retain=true
                mqtt.dup=true
                mqtt.will=true
                """);
    }

    @Test
    void allOfAnMqtt5PublicationWhereADeviceCannotForgeHeaders() {
        assertHeaders(mqtt5(HeadersConfig.ALL), """
                mqtt.topic=plant/ä/temp
                mqtt.client.id=pump-7
                mqtt.username=änne
                mqtt.qos=1
                mqtt.content.type=application/json
                mqtt.payload.format=1
                mqtt.message.expiry=4294967295
                mqtt.response.topic=answers/ü
                mqtt.correlation.data=hex 0080
                traceparent=00-ab-cd-01
                site=1
                site=2
                mqtt.user.mqtt.client.id=somebody else
                """);
    }

    @Test
    void theProfileMinimalTellsWhereARecordCameFrom() {
        assertHeaders(mqtt5(HeadersConfig.parse("minimal")), """
                mqtt.topic=plant/ä/temp
                mqtt.client.id=pump-7
                """);
    }

    @Test
    void theProfileNoneWritesNoHeaders() {
        assertHeaders(mqtt5(HeadersConfig.parse("none")), "");
    }

    @Test
    void aListNamesHeadersAndUserProperties() {
        assertHeaders(mqtt5(HeadersConfig.parse("site,mqtt.qos,mqtt.correlation.data")), """
                mqtt.qos=1
                mqtt.correlation.data=hex 0080
                site=1
                site=2
                """);
    }

    @Test
    void aListMayNameAllUserProperties() {
        assertHeaders(mqtt5(HeadersConfig.parse("user-properties")), """
                traceparent=00-ab-cd-01
                site=1
                site=2
                mqtt.user.mqtt.client.id=somebody else
                """);
    }

    @Test
    void theProfileStrimziWritesOnlyTheTopic() {
        assertHeaders(mqtt5(HeadersConfig.parse("strimzi")), "mqtt-topic=plant/ä/temp\n");
    }

    @Test
    void messagesWithoutHeadersOfTheirOwnShareTheirHeaders() {
        Destination destination = destination(HeadersConfig.ALL);
        Headers first = encoder.encode(mqtt3(destination)).headers();
        Headers second = encoder.encode(mqtt3(destination)).headers();
        assertSame(first, second);
        assertSame(first.toArray(), second.toArray());
        assertEquals("pump-7", text(first.lastHeader("mqtt.client.id").value()));
        assertEquals("mqtt.qos=1\n", text(first.headers("mqtt.qos")));
        assertNull(first.lastHeader("mqtt.dup"));
    }

    @Test
    void sharedHeadersAreReadOnly() {
        Headers shared = encoder.encode(mqtt3(HeadersConfig.ALL)).headers();
        assertThrows(IllegalStateException.class, () -> shared.add("agent", PAYLOAD));
        assertThrows(IllegalStateException.class, () -> shared.add(shared.lastHeader("mqtt.qos")));
        assertThrows(IllegalStateException.class, () -> shared.remove("mqtt.qos"));
    }

    @Test
    void anInterceptorMayAddToTheHeadersOfOneRecord() {
        Destination destination = destination(HeadersConfig.parse("minimal"));
        forInterceptors.encode(mqtt3(destination)).headers().add("agent", new byte[] {'x'});
        assertEquals("""
                mqtt.topic=plant/ä/temp
                mqtt.client.id=pump-7
                """, text(forInterceptors.encode(mqtt3(destination)).headers()));
    }

    @Test
    void cloudEventsOfTheBinaryMode() {
        assertHeaders(mqtt5(HeadersConfig.parse("cloudevents")), """
                ce_specversion=1.0
                ce_id=test-1
                ce_source=/mqtt/clients/pump-7
                ce_type=io.mqttproxy.publish
                ce_subject=plant/ä/temp
                ce_time=2023-11-14T22:13:20.123Z
                content-type=application/json
                traceparent=00-ab-cd-01
                site=1
                site=2
                mqtt.user.mqtt.client.id=somebody else
                """);
    }

    @Test
    void aTraceThatTheProxyBeginsIsTheLastHeader() {
        RecordEncoder tracing = new RecordEncoder("test", new TraceStarter(1, () -> () -> 0xabcL), Sharing.SHARED);
        assertEquals("""
                mqtt.topic=plant/ä/temp
                mqtt.client.id=pump-7
                mqtt.username=änne
                mqtt.qos=1
                traceparent=00-0000000000000abc0000000000000abc-0000000000000abc-01
                """, text(tracing.encode(mqtt3(HeadersConfig.ALL)).headers()));
        assertEquals(
                text(encoder.encode(mqtt5(HeadersConfig.ALL)).headers()),
                text(tracing.encode(mqtt5(HeadersConfig.ALL)).headers()));
    }

    @Test
    void aDeadLetterNamesItsReason() {
        assertHeaders(
                publication(HeadersConfig.ALL, PublishProperties.NONE, PAYLOAD, FailureReason.NOT_AUTHORIZED), """
                mqtt.topic=plant/ä/temp
                mqtt.client.id=pump-7
                mqtt.username=änne
                mqtt.qos=1
                mqtt.reject.reason=not-authorized
                mqtt.reject.size=3
                """);
    }

    @Test
    void aDeadLetterThatWasTooLargeKeepsABeginningAndADigest() {
        byte[] large = "x".repeat(100_000).getBytes(UTF_8);
        Publication publication = publication(HeadersConfig.ALL, PROPERTIES, large, FailureReason.RECORD_TOO_LARGE);
        assertHeaders(publication, """
                mqtt.topic=plant/ä/temp
                mqtt.client.id=pump-7
                mqtt.reject.reason=record-too-large
                mqtt.reject.size=100000
                mqtt.reject.payload.sha256=DIGEST
                """.replace("DIGEST", DIGEST));
        assertArrayEquals(
                "x".repeat(1024).getBytes(UTF_8), encoder.encode(publication).value());
    }

    @Test
    void aDeadLetterThatWasTooLargeItselfNamesItsOwnReason() {
        byte[] large = "x".repeat(100_000).getBytes(UTF_8);
        Publication publication = publication(HeadersConfig.ALL, PROPERTIES, large, FailureReason.NOT_AUTHORIZED)
                .asAbridged();
        assertHeaders(publication, """
                mqtt.topic=plant/ä/temp
                mqtt.client.id=pump-7
                mqtt.reject.reason=not-authorized
                mqtt.reject.size=100000
                mqtt.reject.payload.sha256=DIGEST
                """.replace("DIGEST", DIGEST));
        assertArrayEquals(
                "x".repeat(1024).getBytes(UTF_8), encoder.encode(publication).value());
    }

    // printf 'x%.0s' {1..100000} | sha256sum
    private static final String DIGEST = "d69e68988157833272305aaf21f453c800346e8a3640db6578e260215542e5d4";

    private void assertHeaders(Publication publication, String expected) {
        assertEquals(expected, text(encoder.encode(publication).headers()));
        assertEquals(expected, text(forInterceptors.encode(publication).headers()));
    }

    private static String text(Iterable<Header> headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(header -> header.key() + "=" + text(header.value()) + "\n")
                .collect(Collectors.joining());
    }

    private static String text(byte[] value) {
        String text = new String(value, UTF_8);
        return Arrays.equals(text.getBytes(UTF_8), value) && text.indexOf('\0') < 0
                ? text
                : "hex " + HexFormat.of().formatHex(value);
    }

    private static Publication mqtt3(HeadersConfig headers) {
        return publication(headers, PublishProperties.NONE, PAYLOAD, null);
    }

    private static Publication mqtt3(Destination destination) {
        return publication(destination, PublishProperties.NONE, PAYLOAD, null);
    }

    private static Publication mqtt5(HeadersConfig headers) {
        return publication(headers, PROPERTIES, PAYLOAD, null);
    }

    private static Publication publication(
            HeadersConfig headers, PublishProperties properties, byte[] payload, @Nullable FailureReason rejected) {
        return publication(destination(headers), properties, payload, rejected);
    }

    private static Publication publication(
            Destination destination, PublishProperties properties, byte[] payload, @Nullable FailureReason rejected) {
        return new Publication(
                new Origin("pump-7", "änne"),
                destination,
                Qos.AT_LEAST_ONCE,
                false,
                false,
                false,
                properties,
                payload,
                1_700_000_000_123L,
                rejected);
    }

    private static Destination destination(HeadersConfig headers) {
        return new Destination("plant/ä/temp", "telemetry", "pump-7".getBytes(UTF_8), headers);
    }
}
