package io.mqttproxy.connection;

import io.mqttproxy.config.RateLimits;
import io.mqttproxy.connection.PublishFlow.Ending;
import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.AckEncoder;
import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.DisconnectPacket;
import io.mqttproxy.mqtt.PublishPacket;
import io.mqttproxy.mqtt.PubrelPacket;
import io.mqttproxy.mqtt.ReasonCodes;
import io.mqttproxy.mqtt.SubscribePacket;
import io.mqttproxy.mqtt.UnsubscribePacket;
import io.mqttproxy.publish.Qos;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttMessage;
import org.jspecify.annotations.Nullable;

/** The client has been let in and may publish. */
final class Connected implements ConnectionState {
    private static final int NORMAL_DISCONNECTION = 0x00;

    private final Connection connection;
    private final Session session;
    private final PublishFlow flow;
    private final LoopCounters counters;
    private @Nullable PublishRate rate;

    private Connected(Connection connection, Session session, PublishFlow flow) {
        this.connection = connection;
        this.session = session;
        this.flow = flow;
        this.counters = connection.loop().counters();
    }

    /** Registers the connection under its client id. */
    static Connected begin(Connection connection, Session session) {
        return new Connected(connection, session, connection.enter(session));
    }

    @Override
    public ConnectionState onPublish(PublishPacket packet) {
        String topic = packet.topicAlias() == 0 ? packet.topic() : aliased(packet);
        if (topic == null) {
            return closeForAlias(packet);
        }
        if (packet.qos() != Qos.AT_MOST_ONCE && !connection.peer().isConnected()) {
            // Received from a client that has already gone. It cannot be acknowledged, so the client
            // will send it again.
            return this;
        }
        EventClock clock = connection.loop().eventClock();
        count(packet);
        holdToRate(packet, clock.nanos());
        if (packet.qos() == Qos.EXACTLY_ONCE && answerIfRepeated(packet)) {
            return this;
        }
        if (exceedsReceiveMaximum(packet)) {
            return close(CloseReason.RECEIVE_MAXIMUM_EXCEEDED, "more publishes than Receive Maximum at once");
        }
        flow.publish(packet, topic, clock);
        return unlessEnding();
    }

    @Override
    public ConnectionState onPubrel(PubrelPacket packet) {
        Qos2Ledger.Stage stage = session.qos2().stage(packet.packetId());
        if (stage == Qos2Ledger.Stage.STORING) {
            // PUBREL follows PUBREC [MQTT-4.3.3-4]. A PUBCOMP now would end an exchange whose message is
            // not stored yet, and the next message with this packet id would pass for a repetition.
            return close(CloseReason.PROTOCOL_ERROR, "PUBREL before the PUBREC of its PUBLISH");
        }
        ByteBuf pubcomp = connection.allocate(AckEncoder.REASON_BYTES);
        if (stage == Qos2Ledger.Stage.RECEIVED) {
            session.qos2().release(packet.packetId());
            AckEncoder.pubcomp(pubcomp, packet.packetId());
        } else {
            // [MQTT-4.3.3-11] of MQTT 5. The client may be completing an exchange that it began with
            // another replica.
            session.replies().pubcompUnknownPacketId(pubcomp, packet.packetId());
        }
        connection.write(pubcomp);
        return this;
    }

    @Override
    public ConnectionState onSubscribe(SubscribePacket packet) {
        connection.write(session.replies().subscribeRefused(packet));
        return this;
    }

    @Override
    public ConnectionState onUnsubscribe(UnsubscribePacket packet) {
        connection.write(session.replies().unsubscribed(packet));
        return this;
    }

    @Override
    public ConnectionState onPingreq() {
        connection.write(MqttMessage.PINGRESP);
        return this;
    }

    @Override
    public ConnectionState onDisconnect(DisconnectPacket packet) {
        if (packet.sessionExpirySeconds() > 0 && !session.hasSessionExpiry()) {
            // Forbidden by MQTT 5.0 section 3.14.2.2.2.
            return close(CloseReason.PROTOCOL_ERROR, "DISCONNECT sets a session expiry that CONNECT did not have");
        }
        if (packet.sessionExpirySeconds() >= 0) {
            session.expireAfter(packet.sessionExpirySeconds());
        }
        String problem = "DISCONNECT " + ReasonCodes.text(packet.reasonCode());
        if (packet.reasonCode() != NORMAL_DISCONNECTION) {
            return leave(CloseReason.CLIENT_DISCONNECT_WITH_WILL, problem);
        }
        session.takeBackWill();
        return leave(CloseReason.CLIENT_DISCONNECT, problem);
    }

    @Override
    public ConnectionState onSettled() {
        return unlessEnding();
    }

    @Override
    public ConnectionState onTick(long nowNanos) {
        if (connection.gate().isReading() && session.keepAlive().isExceeded(nowNanos)) {
            return close(CloseReason.KEEP_ALIVE_TIMEOUT, "silent for one and a half times its keep alive");
        }
        if (session.isExpired(nowNanos)) {
            return close(CloseReason.CREDENTIALS_EXPIRED, "the client's credentials have expired");
        }
        if (rate != null) {
            rate.tick(nowNanos);
        }
        flow.expireParked(nowNanos);
        return unlessEnding();
    }

    @Override
    public ConnectionState onInactive() {
        return leave(CloseReason.CLIENT_GONE, "connection lost");
    }

    @Override
    public ConnectionState onDrain() {
        return Closing.begin(connection, session, flow, CloseReason.SERVER_SHUTDOWN, "the proxy is stopping");
    }

    @Override
    public Closed close(CloseReason reason, String problem) {
        return closed(session, reason, problem);
    }

    static Closed closed(Session session, CloseReason reason, String problem) {
        return reason == CloseReason.SERVER_SHUTDOWN
                ? new Closed(reason, problem, session.replies().stopping(session.serverReference(), problem))
                : closed(session, reason, reason.reasonCode(), problem);
    }

    private static Closed closed(Session session, CloseReason reason, int reasonCode, String problem) {
        MqttMessage farewell =
                reasonCode == CloseReason.SILENT ? null : session.replies().disconnect(reasonCode, problem);
        return new Closed(reason, problem, farewell);
    }

    /** The client leaves. Publishes that Kafka's producer could not accept yet are still offered. */
    private ConnectionState leave(CloseReason reason, String problem) {
        return flow.handOver().hasParked()
                ? Closing.begin(connection, session, flow, reason, problem)
                : close(reason, problem);
    }

    private ConnectionState unlessEnding() {
        Ending ending = flow.ending();
        return ending == null
                ? this
                : closed(session, ending.reason(), ending.failure().reasonCode(), ending.problem());
    }

    /**
     * Records the packet id of a QoS 2 publish. If it was received before and not released
     * [MQTT-4.3.3-9], [MQTT-4.3.3-10], the publish is a repetition, which is answered here and not
     * stored again.
     *
     * @return whether it is a repetition
     */
    private boolean answerIfRepeated(PublishPacket packet) {
        Qos2Ledger.Stage stage = session.qos2().stage(packet.packetId());
        if (stage == null) {
            session.qos2().publishReceived(packet.packetId());
            return false;
        }
        if (stage == Qos2Ledger.Stage.RECEIVED) {
            repeatPubrec(packet.packetId());
        }
        // Otherwise the PUBREC follows when the first copy is stored.
        return true;
    }

    /**
     * Sent at once, not in order. The order of PUBRECs is that of the first receipts, and a PUBREC
     * that waited could be mistaken for that of the next message with the same packet id.
     */
    private void repeatPubrec(int packetId) {
        ByteBuf pubrec = connection.allocate(AckEncoder.SUCCESS_BYTES);
        AckEncoder.pubrec(pubrec, packetId);
        connection.write(pubrec);
    }

    /**
     * [MQTT-3.3.4-7]. Only if a Receive Maximum was announced, because packet ids cannot exceed the
     * default of 65,535.
     */
    private boolean exceedsReceiveMaximum(PublishPacket packet) {
        int maximum = connection.services().limits().inflight().receiveMaximum();
        return maximum != 0
                && packet.qos() != Qos.AT_MOST_ONCE
                && session.version().isMqtt5()
                && flow.unacknowledged() >= maximum;
    }

    private @Nullable String aliased(PublishPacket packet) {
        int alias = packet.topicAlias();
        if (!session.topicAliases().allows(alias)) {
            return null;
        }
        if (packet.topic() == null) {
            return session.topicAliases().resolve(alias);
        }
        session.topicAliases().set(alias, packet.topic());
        return packet.topic();
    }

    private Closed closeForAlias(PublishPacket packet) {
        int alias = packet.topicAlias();
        return session.topicAliases().allows(alias)
                ? close(CloseReason.PROTOCOL_ERROR, "topic alias " + alias + " was never set")
                : close(CloseReason.TOPIC_ALIAS_INVALID, "topic alias " + alias + " is above the maximum");
    }

    /** The token buckets are created for the first publish, because most connections are silent. */
    private void holdToRate(PublishPacket packet, long nowNanos) {
        RateLimits limits = connection.services().limits().rates();
        if (rate == null && (limits.maxPublishRate() > 0 || limits.maxPublishBytesRate() > 0)) {
            rate = new PublishRate(limits, connection.gate(), nowNanos);
        }
        if (rate != null) {
            rate.published(packet.payload().length + packet.properties().length(), nowNanos);
        }
    }

    private void count(PublishPacket packet) {
        int bytes = packet.payload().length;
        switch (packet.qos()) {
            case AT_MOST_ONCE -> {
                counters.add(Count.PUBLISHES_QOS_0, 1);
                counters.add(Count.BYTES_QOS_0, bytes);
            }
            case AT_LEAST_ONCE -> {
                counters.add(Count.PUBLISHES_QOS_1, 1);
                counters.add(Count.BYTES_QOS_1, bytes);
            }
            case EXACTLY_ONCE -> {
                counters.add(Count.PUBLISHES_QOS_2, 1);
                counters.add(Count.BYTES_QOS_2, bytes);
            }
        }
    }
}
