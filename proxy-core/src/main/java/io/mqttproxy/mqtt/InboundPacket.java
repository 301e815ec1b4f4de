package io.mqttproxy.mqtt;

/**
 * The output of {@link PacketDecoder}: a well-formed packet from a client, or the verdict that its
 * bytes are not one.
 */
public sealed interface InboundPacket
        permits AuthPacket,
                ConnectPacket,
                DisconnectPacket,
                MalformedPacket,
                PingreqPacket,
                PublishPacket,
                PubrelPacket,
                SubscribePacket,
                UnexpectedPacket,
                UnsubscribePacket {

    /** Calls the listener's method for this kind of packet, and returns its result. */
    <R> R deliverTo(PacketListener<R> listener);
}
