package io.mqttproxy.mqtt;

/** An AUTH of MQTT 5 (section 3.15), well-formed. */
public record AuthPacket(int reasonCode) implements InboundPacket {
    @Override
    public void deliverTo(PacketListener listener) {
        listener.onAuth(this);
    }
}
