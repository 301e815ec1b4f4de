package io.mqttproxy.mqtt;

/** An AUTH of MQTT 5 (section 3.15), well-formed. */
public record AuthPacket(int reasonCode) implements InboundPacket {
    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onAuth(this);
    }
}
