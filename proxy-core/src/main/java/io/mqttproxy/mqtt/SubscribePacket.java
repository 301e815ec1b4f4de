package io.mqttproxy.mqtt;

/**
 * A well-formed SUBSCRIBE (MQTT 5.0 section 3.8).
 *
 * @param filters the number of topic filters, at least 1; the SUBACK must have as many reason codes
 */
public record SubscribePacket(int packetId, int filters) implements InboundPacket {
    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onSubscribe(this);
    }
}
