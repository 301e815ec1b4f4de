package io.mqttproxy.mqtt;

/**
 * Receives each packet of one connection, in order, on the connection's event loop.
 *
 * @param <R> the result of handling a packet
 */
public interface PacketListener<R> {
    R onConnect(ConnectPacket packet);

    R onPublish(PublishPacket packet);

    R onPubrel(PubrelPacket packet);

    R onSubscribe(SubscribePacket packet);

    R onUnsubscribe(UnsubscribePacket packet);

    R onPingreq();

    R onDisconnect(DisconnectPacket packet);

    R onAuth(AuthPacket packet);

    /** A packet that is well-formed, but that a client must never send to this server. */
    R onUnexpected(UnexpectedPacket packet);

    /** The last call: the decoder reads nothing after a malformed packet. */
    R onMalformed(MalformedPacket packet);
}
