package io.mqttproxy.mqtt;

import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;

/**
 * The message that a client leaves with its CONNECT, to be published if it vanishes (MQTT 3.1.1
 * section 3.1.2.5, MQTT 5.0 section 3.1.3.2).
 *
 * @param topic the topic name, checked like that of a PUBLISH
 * @param delaySeconds MQTT 5 Will Delay Interval (unsigned 32 bit), 0 for none
 */
public record Will(
        String topic, byte[] payload, Qos qos, boolean retain, long delaySeconds, PublishProperties properties) {

    /** Upper bound of the heap bytes of this will, at two bytes for each character. */
    public int memoryBytes() {
        return payload.length + 2 * topic.length() + properties.memoryBytes();
    }
}
