package io.mqttproxy.kafka;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;

/** What a dead letter says beyond an ordinary record: enough to find the device and its mistake. */
final class RejectHeaders {
    private static final HeadersConfig MINIMAL = HeadersConfig.parse("minimal");
    // Enough to recognise a payload by; small enough for whatever record size Kafka allows.
    private static final int TRUNCATED_LENGTH = 1024;

    private RejectHeaders() {}

    /** Of an abridged letter only the beginning: the whole would be too large here as well. */
    static byte[] payload(Publication publication) {
        byte[] payload = publication.payload();
        return publication.abridged() && payload.length > TRUNCATED_LENGTH
                ? Arrays.copyOf(payload, TRUNCATED_LENGTH)
                : payload;
    }

    /** A record that was too large may owe that to its properties, which are left out then. */
    static HeadersConfig layout(Publication publication) {
        return publication.abridged() ? MINIMAL : publication.destination().headers();
    }

    static void write(Publication publication, FailureReason reason, Headers headers) {
        addMissing(MqttHeaders.TOPIC, publication.destination().mqttTopicUtf8(), headers);
        addMissing(MqttHeaders.CLIENT_ID, publication.origin().clientIdUtf8(), headers);
        headers.add(MqttHeaders.text("mqtt.reject.reason", reason.text()));
        headers.add(MqttHeaders.text("mqtt.reject.size", Integer.toString(publication.payload().length)));
        if (publication.abridged()) {
            headers.add(MqttHeaders.text("mqtt.reject.payload.sha256", sha256(publication.payload())));
        }
    }

    private static void addMissing(String name, byte[] value, Headers headers) {
        if (headers.lastHeader(name) == null) {
            headers.add(name, value);
        }
    }

    private static String sha256(byte[] payload) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
