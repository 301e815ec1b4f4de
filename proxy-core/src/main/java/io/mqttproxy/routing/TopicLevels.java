package io.mqttproxy.routing;

/** Finds the levels of a topic name without cutting it into strings (MQTT 5.0 section 4.7.1.1). */
final class TopicLevels {
    static final char SEPARATOR = '/';

    private TopicLevels() {}

    /** Where the level that starts at {@code from} ends: at the next separator, or with the topic. */
    static int end(String topic, int from) {
        int separator = topic.indexOf(SEPARATOR, from);
        return separator < 0 ? topic.length() : separator;
    }

    /**
     * Where a level starts.
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
