package io.mqttproxy.mqtt;

/** A PINGREQ (MQTT 5.0 section 3.12), which only shows that the client is alive. */
public enum PingreqPacket implements InboundPacket {
    INSTANCE;

    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onPingreq();
    }
}
