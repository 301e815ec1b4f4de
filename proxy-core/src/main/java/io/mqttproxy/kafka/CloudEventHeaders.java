package io.mqttproxy.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.UserProperty;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Writes CloudEvents 1.0 headers, in the binary mode of the Kafka protocol binding. Thread-safe. */
final class CloudEventHeaders {
    private static final Header SPEC_VERSION = MqttHeaders.text("ce_specversion", "1.0");
    private static final Header TYPE = MqttHeaders.text("ce_type", "io.mqttproxy.publish");
    private static final String CONTENT_TYPE = "content-type";

    private final String idPrefix;
    private final AtomicLong events = new AtomicLong();

    /**
     * @param instance a name that no other instance ever has, because source and id together must
     *     identify an event for all time
     */
    CloudEventHeaders(String instance) {
        this.idPrefix = instance + "-";
    }

    void write(Publication publication, Headers headers) {
        headers.add(SPEC_VERSION);
        headers.add(MqttHeaders.text("ce_id", idPrefix + events.incrementAndGet()));
        headers.add(MqttHeaders.text("ce_source", source(publication.origin())));
        headers.add(TYPE);
        headers.add(new RecordHeader("ce_subject", publication.destination().mqttTopicUtf8()));
        headers.add(MqttHeaders.text(
                "ce_time", Instant.ofEpochMilli(publication.receivedAt()).toString()));
        String contentType = publication.properties().contentType();
        if (contentType != null) {
            headers.add(MqttHeaders.text(CONTENT_TYPE, contentType));
        }
        for (UserProperty property : publication.properties().userProperties()) {
            headers.add(MqttHeaders.userProperty(property, isReserved(property.name())));
        }
    }

    /** A relative URI reference; the client id is percent-encoded, because it may contain any character. */
    private static String source(Origin origin) {
        // URLEncoder is meant for HTML forms and encodes a blank as a plus sign.
        return "/mqtt/clients/" + URLEncoder.encode(origin.clientId(), UTF_8).replace("+", "%20");
    }

    private static boolean isReserved(String name) {
        return MqttHeaders.isReserved(name) || name.startsWith("ce_") || name.equals(CONTENT_TYPE);
    }
}
