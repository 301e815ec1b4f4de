package io.mqttproxy.app.explain;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.mqtt.TopicSyntax;
import io.mqttproxy.publish.Origin;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.security.Identity;

/** A publish that nobody sends: who it would come from, and to which MQTT topic. */
public record SamplePublish(String topic, Origin origin, Identity identity, Qos qos, boolean retain) {

    public SamplePublish {
        if (!TopicSyntax.isValidTopicName(topic)) {
            throw new ConfigException(
                    "TOPIC", "'" + topic + "' is no topic name: it must not be empty nor contain + or #");
        }
    }
}
