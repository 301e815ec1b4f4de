package io.mqttproxy.mqtt;

/** Receives each packet of one connection, in order, on the connection's event loop. */
public interface PacketListener {
    void onConnect(ConnectPacket packet);

    void onPublish(PublishPacket packet);

    void onPubrel(PubrelPacket packet);

    void onSubscribe(SubscribePacket packet);

    void onUnsubscribe(UnsubscribePacket packet);

    void onPingreq();

    void onDisconnect(DisconnectPacket packet);

    void onAuth(AuthPacket packet);

    /** A packet that is well-formed but that no client may send to this server, now or ever. */
    void onUnexpected(UnexpectedPacket packet);

    /** The last call: the decoder reads nothing after a malformed packet. */
    void onMalformed(MalformedPacket packet);
}
