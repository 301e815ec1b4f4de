package io.mqttproxy.publish;

import io.mqttproxy.config.HeadersConfig;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Where the publications of one client to one MQTT topic go. Created once per connection and topic and
 * then cached, so that everything their records share is encoded only once. Immutable, except for the
 * {@linkplain #memo() memo} of the sink.
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
     * Creates a destination that no rule chose.
     *
     * @param mqttTopic the topic name of the PUBLISH
     * @param kafkaTopic a legal Kafka topic name
     * @param key the record key; with {@code null} Kafka spreads the records over the partitions
     * @param headers which headers the records get
     */
    public Destination(String mqttTopic, String kafkaTopic, byte @Nullable [] key, HeadersConfig headers) {
        this(mqttTopic, kafkaTopic, key, headers, null);
    }

    /**
     * Creates a destination that a routing rule chose.
     *
     * @param uses counts the publishes that match the rule, shared by all destinations of that rule
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

    /** Counts one publish to this destination for its rule. */
    public void use() {
        if (uses != null) {
            uses.increment();
        }
    }

    public String mqttTopic() {
        return mqttTopic;
    }

    /** The internal array, not a copy: callers must not write to it. */
    public byte[] mqttTopicUtf8() {
        return mqttTopicUtf8;
    }

    public String kafkaTopic() {
        return kafkaTopic;
    }

    /** The internal array, not a copy: callers must not write to it. */
    public byte @Nullable [] key() {
        return key;
    }

    public HeadersConfig headers() {
        return headers;
    }

    /**
     * What the sink has precomputed for all records to this destination, {@code null} before {@link
     * #memo(Object)}.
     */
    public @Nullable Object memo() {
        return memo;
    }

    /**
     * Keeps a precomputed object for later records. There is no lock: another thread may not see it
     * and compute its own.
     *
     * @param immutable an immutable object of a type that only the sink knows
     */
    public void memo(Object immutable) {
        memo = immutable;
    }
}
