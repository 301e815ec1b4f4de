package io.mqttproxy.connection;

import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.ConnectPacket;
import io.mqttproxy.mqtt.ConnectResult;
import io.mqttproxy.mqtt.MalformedPacket;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Replies;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The socket is open and the client's CONNECT has not been received yet. */
final class AwaitingConnect implements ConnectionState {
    private final Connection connection;
    private final long deadlineNanos;

    AwaitingConnect(Connection connection, long nowNanos) {
        this.connection = connection;
        this.deadlineNanos = nowNanos
                + connection.services().limits().connections().connectTimeout().toNanos();
    }

    @Override
    public ConnectionState onConnect(ConnectPacket packet) {
        connection.trace().connecting(packet);
        connection.peer().useVersion(packet.version());
        connection.received().keepOfConnect(packet.memoryBytes());
        Replies replies = Replies.to(packet);
        if (packet.authenticationMethod() != null) {
            // [MQTT-4.12.0-1]
            return refused(
                    replies.connectRefused(Refusal.BAD_AUTHENTICATION_METHOD), ConnectResult.BAD_AUTHENTICATION_METHOD);
        }
        if (!isUsable(packet)) {
            return refused(
                    replies.connectRefused(Refusal.CLIENT_IDENTIFIER_NOT_VALID), ConnectResult.CLIENT_ID_REJECTED);
        }
        if (ByteBufUtil.utf8Bytes(packet.clientId())
                > connection.services().limits().packets().maxClientIdLength()) {
            return refused(
                    replies.connectRefused(Refusal.CLIENT_IDENTIFIER_NOT_VALID), ConnectResult.CLIENT_ID_TOO_LONG);
        }
        boolean assigned = packet.clientId().isEmpty();
        String clientId = assigned ? UUID.randomUUID().toString() : packet.clientId();
        return Authenticating.begin(connection, packet, clientId, assigned, replies, deadlineNanos);
    }

    @Override
    public Closed onMalformed(MalformedPacket packet) {
        connection.services().metrics().connectAnswered(ConnectResult.MALFORMED);
        Closed closed = ConnectionState.super.onMalformed(packet);
        return new Closed(closed.reason(), closed.problem(), answer(packet));
    }

    @Override
    public ConnectionState onTick(long nowNanos) {
        return nowNanos - deadlineNanos > 0
                ? close(CloseReason.CONNECT_TIMEOUT, "no CONNECT within connect-timeout")
                : this;
    }

    /**
     * A close reason of its own: load balancers that check whether the port is open connect and
     * disconnect like this every second.
     */
    @Override
    public ConnectionState onInactive() {
        return close(CloseReason.GONE_BEFORE_CONNECT, "connection lost before CONNECT");
    }

    private Closed refused(@Nullable MqttMessage connack, ConnectResult result) {
        connection.services().metrics().connectAnswered(result);
        return new Closed(CloseReason.CONNECT_REFUSED, result.text(), connack);
    }

    /**
     * Whether the client id is usable: an empty one only without an earlier session [MQTT-3.1.3-7],
     * [MQTT-3.1.3-8] of MQTT 3.1.1.
     */
    private static boolean isUsable(ConnectPacket packet) {
        return !packet.clientId().isEmpty()
                || packet.version().isMqtt5()
                || (packet.version() == ProtocolVersion.MQTT_3_1_1 && packet.cleanStart());
    }

    /** The CONNACK; an unknown protocol level is answered in the format of MQTT 3.1.1 [MQTT-3.1.2-2]. */
    private @Nullable MqttMessage answer(MalformedPacket packet) {
        if (packet.version() != null) {
            connection.peer().useVersion(packet.version());
            return Replies.to(packet.version()).connectMalformed(packet);
        }
        return packet.reason() == CloseReason.UNSUPPORTED_PROTOCOL_VERSION ? Replies.unsupportedVersion() : null;
    }
}
