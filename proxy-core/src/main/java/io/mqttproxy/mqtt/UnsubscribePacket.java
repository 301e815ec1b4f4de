package io.mqttproxy.mqtt;

/**
 * A well-formed UNSUBSCRIBE (MQTT 5.0 section 3.10).
 *
 * @param filters the number of topic filters, at least 1; an MQTT 5 UNSUBACK must have as many reason
 *     codes
 */
public record UnsubscribePacket(int packetId, int filters) implements InboundPacket {
    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onUnsubscribe(this);
    }
}
