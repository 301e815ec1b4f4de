package io.mqttproxy.mqtt;

/**
 * Receives each packet of one connection, in order, on the connection's event loop.
 *
 * @param <R> what comes of a packet
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

    /** A packet that is well-formed but that no client may send to this server, now or ever. */
    R onUnexpected(UnexpectedPacket packet);

    /** The last call: the decoder reads nothing after a malformed packet. */
    R onMalformed(MalformedPacket packet);
}
