package io.mqttproxy.mqtt;

import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;

/**
 * The message that a client leaves for the case that it vanishes (MQTT 3.1.1 section 3.1.2.5, MQTT 5.0 section 3.1.3.2).
 *
 * @param topic the topic name, checked as that of a PUBLISH
 * @param delaySeconds MQTT 5 Will Delay Interval, 0 for none
 */
public record Will(
        String topic, byte[] payload, Qos qos, boolean retain, long delaySeconds, PublishProperties properties) {

    /** Bytes of memory that it takes at most: Java may need two for a character. */
    public int memoryBytes() {
        return payload.length + 2 * topic.length() + properties.memoryBytes();
    }
}
