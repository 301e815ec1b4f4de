package io.mqttproxy.mqtt;

/** The syntax of topic names and topic filters (MQTT 5.0 sections 4.7 and 4.8). */
public final class TopicSyntax {
    private static final String SHARED = "$share/";

    private TopicSyntax() {}

    /**
     * Whether this is a topic name to publish to: not empty, no wildcard, no U+0000 [MQTT-3.3.2-2],
     * [MQTT-4.7.3-1].
     */
    public static boolean isValidTopicName(String topic) {
        return !topic.isEmpty() && !hasWildcard(topic) && topic.indexOf('\0') < 0;
    }

    /**
     * Whether this is a topic filter to subscribe to: not empty, no U+0000, {@code #} only as the last
     * level [MQTT-4.7.1-1] and {@code +} only as a whole level [MQTT-4.7.1-2]. A {@code $share} prefix
     * has no meaning here.
     */
    public static boolean isValidTopicFilter(String filter) {
        if (filter.isEmpty() || filter.indexOf('\0') >= 0) {
            return false;
        }
        for (int i = 0; i < filter.length(); i++) {
            char character = filter.charAt(i);
            if (character == '#' && !(i == filter.length() - 1 && startsLevel(filter, i))) {
                return false;
            }
            if (character == '+' && !(startsLevel(filter, i) && endsLevel(filter, i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it contains {@code +} or {@code #}. */
    static boolean hasWildcard(String topic) {
        return topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0;
    }

    /** Whether this is a shared subscription of MQTT 5, well-formed or not. */
    static boolean isShared(String filter) {
        return filter.startsWith(SHARED);
    }

    /**
     * Whether this is {@code $share/NAME/FILTER}, with a name without wildcards [MQTT-4.8.2-1],
     * [MQTT-4.8.2-2].
     */
    static boolean isValidSharedFilter(String filter) {
        int end = filter.indexOf('/', SHARED.length());
        return end > SHARED.length()
                && !hasWildcard(filter.substring(SHARED.length(), end))
                && isValidTopicFilter(filter.substring(end + 1));
    }

    private static boolean startsLevel(String filter, int index) {
        return index == 0 || filter.charAt(index - 1) == '/';
    }

    private static boolean endsLevel(String filter, int index) {
        return index == filter.length() - 1 || filter.charAt(index + 1) == '/';
    }
}
