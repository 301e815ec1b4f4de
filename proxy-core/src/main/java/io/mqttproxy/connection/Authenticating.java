package io.mqttproxy.connection;

import io.mqttproxy.connection.ReadGate.Reason;
import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.ConnectPacket;
import io.mqttproxy.mqtt.ConnectResult;
import io.mqttproxy.mqtt.Replies;
import io.mqttproxy.mqtt.SessionTerms;
import io.mqttproxy.security.AuthenticationResult;
import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import io.mqttproxy.security.Identity;
import io.netty.handler.codec.mqtt.MqttMessage;
import java.util.concurrent.CompletableFuture;

/**
 * The client's CONNECT has been received and the authenticator is checking its credentials. Nothing is
 * read meanwhile.
 */
final class Authenticating implements ConnectionState {
    private final Connection connection;
    private final ConnectPacket packet;
    private final String clientId;
    private final boolean clientIdAssigned;
    private final Replies replies;
    private final long deadlineNanos;

    private Authenticating(
            Connection connection,
            ConnectPacket packet,
            String clientId,
            boolean clientIdAssigned,
            Replies replies,
            long deadlineNanos) {
        this.connection = connection;
        this.packet = packet;
        this.clientId = clientId;
        this.clientIdAssigned = clientIdAssigned;
        this.replies = replies;
        this.deadlineNanos = deadlineNanos;
    }

    /** Asks the authenticator. If the answer is available at once, returns the state that follows it. */
    static ConnectionState begin(
            Connection connection,
            ConnectPacket packet,
            String clientId,
            boolean clientIdAssigned,
            Replies replies,
            long deadlineNanos) {
        Authenticating state =
                new Authenticating(connection, packet, clientId, clientIdAssigned, replies, deadlineNanos);
        CompletableFuture<AuthenticationResult> answer = connection
                .services()
                .policy()
                .get()
                .authenticator()
                .authenticate(connection.peer().credentials(clientId, packet.username(), packet.password()))
                .toCompletableFuture();
        if (answer.isDone()) {
            return state.onAuthenticated(answer.join());
        }
        connection.gate().shut(Reason.AUTHENTICATING);
        answer.whenCompleteAsync(connection::authenticated, connection.loop().eventLoop());
        return state;
    }

    @Override
    public ConnectionState onAuthenticated(AuthenticationResult result) {
        connection.gate().open(Reason.AUTHENTICATING);
        return result instanceof Accepted accepted ? accept(accepted.identity()) : refuse(((Refused) result).refusal());
    }

    /**
     * Ignored: nothing is read in this state, so the packet was held back until the socket closed, and
     * the client was never let in.
     */
    @Override
    public ConnectionState unexpected(String packet) {
        return this;
    }

    @Override
    public ConnectionState onTick(long nowNanos) {
        return nowNanos - deadlineNanos > 0
                ? close(CloseReason.CONNECT_TIMEOUT, "not authenticated within connect-timeout")
                : this;
    }

    private ConnectionState accept(Identity identity) {
        ConnectionServices services = connection.services();
        SessionTerms terms =
                SessionTerms.of(packet, services.limits().connections().maxKeepAlive());
        MqttMessage connack =
                replies.connectAccepted(services.announcedLimits(), clientIdAssigned ? clientId : null, terms);
        if (connack == null) {
            services.metrics().connectAnswered(ConnectResult.MAXIMUM_PACKET_SIZE_TOO_SMALL);
            return close(CloseReason.CONNECT_REFUSED, "the client's Maximum Packet Size has no room for a CONNACK");
        }
        if (!services.registry()
                .reserve(clientId, identity, services.limits().connections().maxConnectionsPerIdentity())) {
            return refuse(Refusal.QUOTA_EXCEEDED);
        }
        services.metrics().connectAnswered(ConnectResult.ACCEPTED);
        Session session = new Session(
                services,
                packet,
                clientId,
                identity,
                replies,
                terms,
                connection.loop().nanoTime());
        Connected connected = Connected.begin(connection, session);
        // Last, because the connection ends within this call if the CONNACK cannot be written.
        connection.write(connack);
        return connected;
    }

    private Closed refuse(Refusal refusal) {
        connection.services().metrics().connectAnswered(ConnectResult.of(refusal));
        return new Closed(
                CloseReason.CONNECT_REFUSED,
                "client '" + clientId + "': " + refusal.text(),
                replies.connectRefused(refusal));
    }
}
