package io.mqttproxy.mqtt;

/**
 * An UNSUBSCRIBE (MQTT 5.0 section 3.10).
 *
 * @param filters how many topic filters it names, at least 1: the answer to MQTT 5 must have as many codes
 */
public record UnsubscribePacket(int packetId, int filters) implements InboundPacket {
    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onUnsubscribe(this);
    }
}
