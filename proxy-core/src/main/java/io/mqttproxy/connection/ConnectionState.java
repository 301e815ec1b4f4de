package io.mqttproxy.connection;

import io.mqttproxy.mqtt.AuthPacket;
import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.ConnectPacket;
import io.mqttproxy.mqtt.DisconnectPacket;
import io.mqttproxy.mqtt.MalformedPacket;
import io.mqttproxy.mqtt.PacketListener;
import io.mqttproxy.mqtt.PublishPacket;
import io.mqttproxy.mqtt.PubrelPacket;
import io.mqttproxy.mqtt.SubscribePacket;
import io.mqttproxy.mqtt.UnexpectedPacket;
import io.mqttproxy.mqtt.UnsubscribePacket;
import io.mqttproxy.security.AuthenticationResult;

/**
 * The state of a connection. Each event has a method that returns the next state; only {@link
 * Connection} assigns it. {@code docs/architecture.md} has the state diagram.
 *
 * <p>A packet that a state does not expect ends the connection. Other events, which may arrive late,
 * such as an outcome after the end, are ignored by default.
 */
sealed interface ConnectionState extends PacketListener<ConnectionState>
        permits AwaitingConnect, Authenticating, Connected, Closing, Closed {

    /**
     * Ends the connection. Decides whether and how the client is told: without a CONNACK, it cannot be
     * sent a DISCONNECT.
     */
    default Closed close(CloseReason reason, String problem) {
        return new Closed(reason, problem, null);
    }

    @Override
    default ConnectionState onConnect(ConnectPacket packet) {
        return unexpected("CONNECT");
    }

    @Override
    default ConnectionState onPublish(PublishPacket packet) {
        return unexpected("PUBLISH");
    }

    @Override
    default ConnectionState onPubrel(PubrelPacket packet) {
        return unexpected("PUBREL");
    }

    @Override
    default ConnectionState onSubscribe(SubscribePacket packet) {
        return unexpected("SUBSCRIBE");
    }

    @Override
    default ConnectionState onUnsubscribe(UnsubscribePacket packet) {
        return unexpected("UNSUBSCRIBE");
    }

    @Override
    default ConnectionState onPingreq() {
        return unexpected("PINGREQ");
    }

    @Override
    default ConnectionState onDisconnect(DisconnectPacket packet) {
        return unexpected("DISCONNECT");
    }

    @Override
    default ConnectionState onAuth(AuthPacket packet) {
        return unexpected("AUTH");
    }

    @Override
    default ConnectionState onUnexpected(UnexpectedPacket packet) {
        return unexpected(packet.name());
    }

    @Override
    default Closed onMalformed(MalformedPacket packet) {
        return close(packet.reason(), packet.packet() + ": " + packet.problem());
    }

    /** The authenticator has answered. */
    default ConnectionState onAuthenticated(AuthenticationResult result) {
        return this;
    }

    /** One or more publishes have settled. */
    default ConnectionState onSettled() {
        return this;
    }

    /** Time has passed; called by each sweep. */
    ConnectionState onTick(long nowNanos);

    /** The socket is closed. */
    default ConnectionState onInactive() {
        return close(CloseReason.CLIENT_GONE, "connection lost");
    }

    /** Another connection has taken over the client id. */
    default ConnectionState onTakenOver() {
        return close(CloseReason.TAKEN_OVER, "another connection uses this client id");
    }

    /** The proxy is stopping. */
    default ConnectionState onDrain() {
        return close(CloseReason.SERVER_SHUTDOWN, "the proxy is stopping");
    }

    /** A packet that this state does not expect. */
    default ConnectionState unexpected(String packet) {
        return close(CloseReason.PROTOCOL_ERROR, packet + " is not allowed here");
    }
}
