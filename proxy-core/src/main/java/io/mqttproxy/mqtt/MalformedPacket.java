package io.mqttproxy.mqtt;

import org.jspecify.annotations.Nullable;

/**
 * The verdict on bytes that break the standard. The decoder passes on no packet after it.
 *
 * @param packet the packet's name in the standard, such as {@code PUBLISH}
 * @param version of the connection; for a CONNECT the version read so far, {@code null} when it is not
 *     known
 * @param reason why the connection ends; carries the reason code for CONNACK or DISCONNECT
 * @param problem one line for logs and the MQTT 5 Reason String: what is wrong, with the statement id
 *     where there is one; never contains the payload or a password
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
