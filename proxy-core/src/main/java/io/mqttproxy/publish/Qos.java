package io.mqttproxy.publish;

/** Quality of service of a publication (MQTT 3.1.1 section 4.3, MQTT 5.0 section 4.3). */
public enum Qos {
    AT_MOST_ONCE(0),
    AT_LEAST_ONCE(1),
    EXACTLY_ONCE(2);

    private final int level;

    Qos(int level) {
        this.level = level;
    }

    /**
     * The level with this number.
     *
     * @throws IllegalArgumentException unless the number is 0, 1 or 2
     */
    public static Qos of(int level) {
        return switch (level) {
            case 0 -> AT_MOST_ONCE;
            case 1 -> AT_LEAST_ONCE;
            case 2 -> EXACTLY_ONCE;
            default -> throw new IllegalArgumentException("QoS must be 0, 1 or 2, not " + level);
        };
    }

    /** The number in the packet: 0, 1 or 2. */
    public int level() {
        return level;
    }
}
