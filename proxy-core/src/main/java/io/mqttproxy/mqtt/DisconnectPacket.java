package io.mqttproxy.mqtt;

/**
 * A well-formed DISCONNECT (MQTT 3.1.1 and MQTT 5.0 section 3.14).
 *
 * @param reasonCode 0 for every MQTT 3 client; 0x04 asks the server to publish the will
 * @param sessionExpirySeconds the new Session Expiry Interval, or -1 when absent
 */
public record DisconnectPacket(int reasonCode, long sessionExpirySeconds) implements InboundPacket {
    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onDisconnect(this);
    }
}
