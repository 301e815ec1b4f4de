package io.mqttproxy.publish;

import io.mqttproxy.config.HeadersConfig;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Where publications of one client and one MQTT topic go. Made once per connection and topic and then cached, so what
 * every record of it shares is encoded here. Immutable, but for the sink's memo.
 */
public final class Destination implements Routing {
    private final String mqttTopic;
    private final byte[] mqttTopicUtf8;
    private final String kafkaTopic;
    private final byte @Nullable [] key;
    private final HeadersConfig headers;
    private final @Nullable LongAdder uses;
    private @Nullable Object memo;

    /**
     * @param mqttTopic the topic name of the PUBLISH
     * @param kafkaTopic a legal Kafka topic name
     * @param key of the record; {@code null} lets Kafka spread records over partitions
     * @param headers which headers the records get
     */
    public Destination(String mqttTopic, String kafkaTopic, byte @Nullable [] key, HeadersConfig headers) {
        this(mqttTopic, kafkaTopic, key, headers, null);
    }

    /**
     * A destination that a rule chose.
     *
     * @param uses counts what goes there, together with all other destinations of the rule
     */
    public Destination(
            String mqttTopic,
            String kafkaTopic,
            byte @Nullable [] key,
            HeadersConfig headers,
            @Nullable LongAdder uses) {
        this.mqttTopic = mqttTopic;
        this.mqttTopicUtf8 = mqttTopic.getBytes(StandardCharsets.UTF_8);
        this.kafkaTopic = kafkaTopic;
        this.key = key;
        this.headers = headers;
        this.uses = uses;
    }

    /** Counts one more publish that goes here. */
    public void use() {
        if (uses != null) {
            uses.increment();
        }
    }

    public String mqttTopic() {
        return mqttTopic;
    }

    /** Not a copy; nobody writes to it. */
    public byte[] mqttTopicUtf8() {
        return mqttTopicUtf8;
    }

    public String kafkaTopic() {
        return kafkaTopic;
    }

    /** Not a copy; nobody writes to it. */
    public byte @Nullable [] key() {
        return key;
    }

    public HeadersConfig headers() {
        return headers;
    }

    /** What the sink made of this destination for all records to come, {@code null} until it has. */
    public @Nullable Object memo() {
        return memo;
    }

    /**
     * Keeps it for the next record. There is no lock, so another thread may miss it and make its own.
     *
     * @param immutable of a type that only the sink knows
     */
    public void memo(Object immutable) {
        memo = immutable;
    }
}
