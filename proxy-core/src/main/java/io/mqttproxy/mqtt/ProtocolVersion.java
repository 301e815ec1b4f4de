package io.mqttproxy.mqtt;

/** The protocol versions that the proxy speaks. */
public enum ProtocolVersion {
    MQTT_3_1("3.1", "MQIsdp", 3),
    MQTT_3_1_1("3.1.1", "MQTT", 4),
    MQTT_5("5.0", "MQTT", 5);

    private final String text;
    private final String protocolName;
    private final int level;

    ProtocolVersion(String text, String protocolName, int level) {
        this.text = text;
        this.protocolName = protocolName;
        this.level = level;
    }

    /** The protocol name in CONNECT. */
    public String protocolName() {
        return protocolName;
    }

    /** The protocol level in CONNECT, without Mosquitto's bridge bit. */
    public int level() {
        return level;
    }

    /** Whether packets have properties and reason codes. */
    public boolean isMqtt5() {
        return this == MQTT_5;
    }

    /** The usual name of the version, such as {@code 3.1.1}; also the value of the metric tag. */
    @Override
    public String toString() {
        return text;
    }
}
