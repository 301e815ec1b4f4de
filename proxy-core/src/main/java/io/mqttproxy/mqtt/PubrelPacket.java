package io.mqttproxy.mqtt;

/** A PUBREL (MQTT 5.0 section 3.6): the client has received the proxy's PUBREC and releases the packet id. */
public record PubrelPacket(int packetId) implements InboundPacket {
    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onPubrel(this);
    }
}
