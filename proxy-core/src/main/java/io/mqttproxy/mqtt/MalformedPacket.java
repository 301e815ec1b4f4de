package io.mqttproxy.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * The verdict on bytes that break the standard. No packet follows it.
 *
 * @param packet the packet's name in the standard, such as {@code PUBLISH}
 * @param version of the connection; for a CONNECT what could be read of it, {@code null} when that is not known
 * @param reason why the connection ends; with the code for CONNACK or DISCONNECT
 * @param problem one line for logs and the MQTT 5 Reason String: what is wrong, with the statement's id where there is
 *     one; never the payload or a password
 */
public record MalformedPacket(String packet, @Nullable ProtocolVersion version, CloseReason reason, String problem)
        implements InboundPacket {

    /** The MQTT 5 reason code for CONNACK or DISCONNECT. */
    public int reasonCode() {
        return reason.reasonCode();
    }

    @Override
    public <R> R deliverTo(PacketListener<R> listener) {
        return listener.onMalformed(this);
    }
}
