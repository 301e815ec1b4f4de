package io.mqttproxy.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * The topic aliases that one client has set (MQTT 5.0 section 3.3.2.3.4). Their number is bounded by
 * the Topic Alias Maximum in CONNACK. Used on one event loop only.
 */
public final class TopicAliases {
    /** For clients that may not set any aliases; shared by all of them. */
    public static final TopicAliases NONE = new TopicAliases(0);

    private static final int REFERENCE_BYTES = 8;

    /** Heap bytes of a topic name without its characters: a string and its array. */
    private static final int OBJECT_BYTES = 56;

    private final int maximum;
    private String @Nullable [] topics;
    private int inUse;
    private int characters;

    /** @param maximum the highest alias allowed, 0 for none */
    public TopicAliases(int maximum) {
        this.maximum = maximum;
    }

    /** Whether the client may use this alias at all [MQTT-3.3.2-9]. */
    public boolean allows(int alias) {
        return alias >= 1 && alias <= maximum;
    }

    /** The topic of an allowed alias, {@code null} when the client has not set it. */
    public @Nullable String resolve(int alias) {
        return topics == null ? null : topics[alias - 1];
    }

    /** Sets or replaces the topic of an allowed alias. */
    public void set(int alias, String topic) {
        if (topics == null) {
            topics = new String[maximum];
        }
        String former = topics[alias - 1];
        if (former == null) {
            inUse++;
        } else {
            characters -= former.length();
        }
        characters += topic.length();
        topics[alias - 1] = topic;
    }

    /** Upper bound of the heap bytes of aliases and topics, at two bytes for each character. */
    public int memoryBytes() {
        int table = topics == null ? 0 : REFERENCE_BYTES * maximum;
        return table + OBJECT_BYTES * inUse + 2 * characters;
    }
}
