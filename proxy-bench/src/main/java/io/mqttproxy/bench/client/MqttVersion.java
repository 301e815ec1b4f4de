package io.mqttproxy.bench.client;

/** The protocol versions that the client speaks. */
public enum MqttVersion {
    /** MQTT 3.1.1. */
    V3_1_1("3.1.1", 4),
    /** MQTT 5.0. */
    V5("5", 5);

    private final String text;
    private final int level;

    MqttVersion(String text, int level) {
        this.text = text;
        this.level = level;
    }

    /** The protocol level of CONNECT (MQTT 5.0 section 3.1.2.2). */
    int level() {
        return level;
    }

    /** Whether packets carry properties and reason codes. */
    boolean hasProperties() {
        return this == V5;
    }

    /** As on the command line: {@code 3.1.1} or {@code 5}. */
    @Override
    public String toString() {
        return text;
    }
}
