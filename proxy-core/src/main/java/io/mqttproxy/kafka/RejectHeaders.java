package io.mqttproxy.kafka;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;

/** The additional headers and the payload of a dead letter: enough to find the device and its mistake. */
final class RejectHeaders {
    private static final HeadersConfig MINIMAL = HeadersConfig.parse("minimal");
    // Enough to recognise a payload, and small enough for any record size that Kafka allows.
    private static final int TRUNCATED_LENGTH = 1024;

    private RejectHeaders() {}

    /**
     * The payload of a dead letter: only its beginning if abridged, because the whole would be too
     * large for this topic too.
     */
    static byte[] payload(Publication publication) {
        byte[] payload = publication.payload();
        return publication.abridged() && payload.length > TRUNCATED_LENGTH
                ? Arrays.copyOf(payload, TRUNCATED_LENGTH)
                : payload;
    }

    /**
     * All headers, so that nothing is lost. An abridged letter has few, because its properties may
     * have made it too large.
     */
    static HeadersConfig layout(Publication publication) {
        return publication.abridged() ? MINIMAL : HeadersConfig.ALL;
    }

    static void write(Publication publication, FailureReason reason, Headers headers) {
        headers.add(MqttHeaders.text("mqtt.reject.reason", reason.text()));
        headers.add(MqttHeaders.text("mqtt.reject.size", Integer.toString(publication.payload().length)));
        if (publication.abridged()) {
            headers.add(MqttHeaders.text("mqtt.reject.payload.sha256", sha256(publication.payload())));
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
