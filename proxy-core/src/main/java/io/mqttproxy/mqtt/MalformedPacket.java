package io.mqttproxy.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * The verdict on bytes that break the standard. No packet follows it.
 *
 * @param packet the packet's name in the standard, such as {@code PUBLISH}
 * @param version of the connection; for a CONNECT what could be read of it, {@code null} when that is not known
 * @param reasonCode MQTT 5 reason code for CONNACK or DISCONNECT: 0x81 Malformed Packet, 0x82 Protocol Error, 0x84
 *     Unsupported Protocol Version, 0x90 Topic Name invalid, 0x95 Packet too large, 0x9B QoS not supported …
 * @param problem one line for logs and the MQTT 5 Reason String: what is wrong, with the statement's id where there is
 *     one; never the payload or a password
 */
public record MalformedPacket(String packet, @Nullable ProtocolVersion version, int reasonCode, String problem)
        implements InboundPacket {
    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onMalformed(this);
    }
}
