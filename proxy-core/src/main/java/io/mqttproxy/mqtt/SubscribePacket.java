package io.mqttproxy.mqtt;

/**
 * A SUBSCRIBE (MQTT 5.0 section 3.8).
 *
 * @param filters how many topic filters it asks for, at least 1: the answer must have as many codes
 */
public record SubscribePacket(int packetId, int filters) implements InboundPacket {
    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onSubscribe(this);
    }
}
