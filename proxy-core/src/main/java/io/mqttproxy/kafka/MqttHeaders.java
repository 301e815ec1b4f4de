package io.mqttproxy.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.UserProperty;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Writes the headers named {@code mqtt.*}, followed by the user properties. Constant headers are
 * shared by all records.
 */
final class MqttHeaders {
    private static final String TOPIC = "mqtt.topic";
    private static final String CLIENT_ID = "mqtt.client.id";
    private static final String USERNAME = "mqtt.username";
    private static final List<Header> QOS =
            List.of(text("mqtt.qos", "0"), text("mqtt.qos", "1"), text("mqtt.qos", "2"));
    private static final Header RETAIN = text("mqtt.retain", "true");
    private static final Header DUP = text("mqtt.dup", "true");
    private static final Header WILL = text("mqtt.will", "true");
    private static final String CONTENT_TYPE = "mqtt.content.type";
    private static final List<Header> PAYLOAD_FORMAT =
            List.of(text("mqtt.payload.format", "0"), text("mqtt.payload.format", "1"));
    private static final String MESSAGE_EXPIRY = "mqtt.message.expiry";
    private static final String RESPONSE_TOPIC = "mqtt.response.topic";
    private static final String CORRELATION_DATA = "mqtt.correlation.data";

    private static final String RESERVED_PREFIX = "mqtt.";
    private static final String RENAMED_PREFIX = "mqtt.user.";

    private MqttHeaders() {}

    /**
     * Adds the headers that the messages of one client to one topic share, as far as the layout asks
     * for them, in the order of {@code docs/records.md}.
     */
    static void writeCommon(Publication publication, HeadersConfig layout, Headers headers) {
        Origin origin = publication.origin();
        add(TOPIC, publication.destination().mqttTopicUtf8(), layout, headers);
        add(CLIENT_ID, origin.clientIdUtf8(), layout, headers);
        add(USERNAME, origin.usernameUtf8(), layout, headers);
        add(QOS.get(publication.qos().level()), layout, headers);
    }

    /** Adds the headers of this message alone; they follow the common ones. */
    static void writeOwn(Publication publication, HeadersConfig layout, Headers headers) {
        if (publication.retain()) {
            add(RETAIN, layout, headers);
        }
        if (publication.dup()) {
            add(DUP, layout, headers);
        }
        if (publication.will()) {
            add(WILL, layout, headers);
        }
        if (!publication.properties().isEmpty()) {
            write(publication.properties(), layout, headers);
        }
    }

    private static void write(PublishProperties properties, HeadersConfig layout, Headers headers) {
        addText(CONTENT_TYPE, properties.contentType(), layout, headers);
        if (properties.payloadFormat() != PublishProperties.ABSENT) {
            add(PAYLOAD_FORMAT.get(properties.payloadFormat()), layout, headers);
        }
        if (properties.messageExpirySeconds() != PublishProperties.ABSENT) {
            addText(MESSAGE_EXPIRY, Long.toString(properties.messageExpirySeconds()), layout, headers);
        }
        addText(RESPONSE_TOPIC, properties.responseTopic(), layout, headers);
        add(CORRELATION_DATA, properties.correlationData(), layout, headers);
        for (UserProperty property : properties.userProperties()) {
            if (layout.writesUserProperty(property.name())) {
                headers.add(userProperty(property, isReserved(property.name())));
            }
        }
    }

    /**
     * The header of a user property.
     *
     * @param reserved whether the layout uses this name itself. Such a property is renamed: otherwise
     *     a device could pose as another one, or hide a header of the proxy from consumers that read
     *     the last header of a name
     */
    static Header userProperty(UserProperty property, boolean reserved) {
        return text(reserved ? RENAMED_PREFIX + property.name() : property.name(), property.value());
    }

    static boolean isReserved(String name) {
        return name.startsWith(RESERVED_PREFIX);
    }

    static Header text(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static void addText(String name, @Nullable String value, HeadersConfig layout, Headers headers) {
        if (value != null && layout.writes(name)) {
            headers.add(text(name, value));
        }
    }

    private static void add(String name, byte @Nullable [] value, HeadersConfig layout, Headers headers) {
        if (value != null && layout.writes(name)) {
            headers.add(new RecordHeader(name, value));
        }
    }

    private static void add(Header header, HeadersConfig layout, Headers headers) {
        if (layout.writes(header.key())) {
            headers.add(header);
        }
    }
}
