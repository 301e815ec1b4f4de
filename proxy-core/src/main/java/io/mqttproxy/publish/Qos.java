package io.mqttproxy.publish;

/** Quality of service of a publication (MQTT 3.1.1 section 4.3, MQTT 5.0 section 4.3). */
public enum Qos {
    AT_MOST_ONCE,
    AT_LEAST_ONCE,
    EXACTLY_ONCE;

    private static final Qos[] LEVELS = values();

    /**
     * The level written as {@code 0}, {@code 1} or {@code 2}.
     *
     * @throws IllegalArgumentException for any other number
     */
    public static Qos of(int level) {
        if (level < 0 || level >= LEVELS.length) {
            throw new IllegalArgumentException("QoS must be 0, 1 or 2, not " + level);
        }
        return LEVELS[level];
    }

    /** The number on the wire: 0, 1 or 2. */
    public int level() {
        return ordinal();
    }
}
