package io.mqttproxy.bench.kafka;

import java.util.Map;
import java.util.TreeMap;

/**
 * Broker properties that bound the size of a topic, however fast it is written: its oldest records are
 * deleted. Kafka periodically deletes whole segments that are no longer written to. Therefore segments
 * are small and the period is a second.
 */
final class BoundedLog {
    private static final long LARGEST_SEGMENT = 64 << 20;
    private static final long SMALLEST_SEGMENT = 1 << 20;
    private static final int SEGMENTS_OF_A_PARTITION = 4;
    private static final String PARTITIONS = "num.partitions";

    private BoundedLog() {}

    /**
     * The given properties and, where they do not say otherwise, those that bound the log.
     *
     * @param bytes of one topic with the broker's number of partitions, of which each may have its equal share
     */
    static Map<String, String> properties(long bytes, Map<String, String> given) {
        long share = bytes / partitions(given.getOrDefault(PARTITIONS, "1"));
        long segment = Math.max(SMALLEST_SEGMENT, Math.min(LARGEST_SEGMENT, share / SEGMENTS_OF_A_PARTITION));
        Map<String, String> properties = new TreeMap<>();
        properties.put("log.retention.bytes", Long.toString(share));
        properties.put("log.segment.bytes", Long.toString(segment));
        properties.put("log.retention.check.interval.ms", "1000");
        properties.put("log.initial.task.delay.ms", "1000");
        properties.put("log.segment.delete.delay.ms", "1000");
        properties.putAll(given);
        return properties;
    }

    private static int partitions(String text) {
        try {
            return Math.max(1, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PARTITIONS + ": must be a number, not " + text, e);
        }
    }
}
