package io.mqttproxy.mqtt;

/** A well-formed AUTH packet (MQTT 5.0 section 3.15). */
public record AuthPacket(int reasonCode) implements InboundPacket {
    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onAuth(this);
    }
}
