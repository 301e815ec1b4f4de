package io.mqttproxy.routing;

/** Finds the levels of a topic name without creating substrings (MQTT 5.0 section 4.7.1.1). */
final class TopicLevels {
    static final char SEPARATOR = '/';

    private TopicLevels() {}

    /**
     * The offset at which the level that starts at {@code from} ends: the next separator, or the
     * topic's length.
     */
    static int end(String topic, int from) {
        int separator = topic.indexOf(SEPARATOR, from);
        return separator < 0 ? topic.length() : separator;
    }

    /**
     * The offset at which a level starts.
     *
     * @param index of the level; the first is 0
     * @return the offset, or -1 when the topic has fewer levels
     */
    static int start(String topic, int index) {
        int start = 0;
        for (int level = 0; level < index; level++) {
            int separator = topic.indexOf(SEPARATOR, start);
            if (separator < 0) {
                return -1;
            }
            start = separator + 1;
        }
        return start;
    }
}
