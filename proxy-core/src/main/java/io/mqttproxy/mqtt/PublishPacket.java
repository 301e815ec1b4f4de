package io.mqttproxy.mqtt;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed PUBLISH (MQTT 3.1.1 section 3.3, MQTT 5.0 section 3.3).
 *
 * <p>The payload was copied out of the read buffer, once, so that no reference counting is needed between the decoder
 * and Kafka's producer.
 *
 * @param topic the topic name, free of wildcards and U+0000; {@code null} when the packet has only a topic alias
 * @param topicAlias 1 to 65,535, or 0 when there is none
 * @param packetId 1 to 65,535 for QoS 1 and 2, 0 for QoS 0
 * @param properties of the user properties no more than the limit
 * @param fault why it must not be stored wherever it goes; {@code null} for most. It ends no connection: a client that has to
 *     send it again would never come to the next one
 */
public record PublishPacket(
        @Nullable String topic,
        int topicAlias,
        int packetId,
        Qos qos,
        boolean dup,
        boolean retain,
        PublishProperties properties,
        byte[] payload,
        @Nullable FailureReason fault)
        implements InboundPacket {

    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onPublish(this);
    }
}
