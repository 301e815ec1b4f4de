package io.mqttproxy.mqtt;

/** What {@link PacketDecoder} hands on: a well-formed packet from a client, or the verdict that it is not one. */
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

    /** Calls the one method of the listener that is for this kind of packet. Returns what it returns. */
    <R> R deliverTo(PacketListener<R> listener);
}
