package io.mqttproxy.mqtt;

/**
 * A packet that a client may not send: one that only servers send, or an acknowledgement of a packet
 * that the proxy never sent.
 *
 * @param name the packet's name in the standard, such as {@code PUBACK}
 */
public record UnexpectedPacket(String name) implements InboundPacket {
    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onUnexpected(this);
    }
}
