package io.mqttproxy.mqtt;

import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.PublishProperties;
import io.mqttproxy.publish.Qos;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed PUBLISH (MQTT 3.1.1 section 3.3, MQTT 5.0 section 3.3).
 *
 * <p>The payload is a copy of the bytes in the read buffer, the only one until Kafka's producer.
 * Therefore nothing between the decoder and the producer has to count references.
 *
 * @param topic the topic name, without wildcards and U+0000; {@code null} when the packet has only a
 *     topic alias
 * @param topicAlias 1 to 65,535, or 0 when there is none
 * @param packetId 1 to 65,535 for QoS 1 and 2, 0 for QoS 0
 * @param properties contains at most as many user properties as the limit allows
 * @param fault why the message must not be stored, whatever its destination; {@code null} for most. A
 *     fault rejects the message but does not end the connection: after reconnecting, the client would
 *     send the same message first, forever
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
