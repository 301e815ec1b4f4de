package io.mqttproxy.mqtt;

/** A PINGREQ (MQTT 5.0 section 3.12); it says nothing but that the client lives. */
public enum PingreqPacket implements InboundPacket {
    INSTANCE;

    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onPingreq();
    }
}
