package io.mqttproxy.connection;

import io.mqttproxy.config.DeliveryConfig.OnReject;
import io.mqttproxy.config.InflightLimits;
import io.mqttproxy.connection.ReadGate.Reason;
import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.CloseReason;
import io.mqttproxy.mqtt.PublishPacket;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink.Offer;
import io.mqttproxy.publish.Qos;
import io.mqttproxy.publish.Routing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The processing of one connection's publishes: route, offer to Kafka, wait, acknowledge in order.
 *
 * <p>At most {@code max-inflight} publishes are in flight, and no further one once they have {@code
 * max-inflight-bytes} or more. Publishes that Kafka's producer cannot accept are parked.
 */
final class PublishFlow implements AckQueue.Acknowledged {

    /**
     * Why the connection must end because of a publish.
     *
     * @param failure its reason code is sent to MQTT 5 clients
     */
    record Ending(CloseReason reason, FailureReason failure, String problem) {}

    private final Connection connection;
    private final Session session;
    private final ConnectionServices services;
    private final ReadGate gate;
    private final Turn turn;
    private final LoopCounters counters;
    private final AckQueue acks;
    private final ParkedPublishes parked = new ParkedPublishes(this);
    private int inFlight;
    private long inFlightBytes;
    private boolean touched;
    private @Nullable Ending ending;

    PublishFlow(Connection connection, Session session, ConnectionServices services, ReadGate gate, Turn turn) {
        this.connection = connection;
        this.session = session;
        this.services = services;
        this.gate = gate;
        this.turn = turn;
        this.counters = connection.loop().counters();
        this.acks = new AckQueue(counters);
    }

    Connection connection() {
        return connection;
    }

    // The hot path: one PUBLISH in, one outcome back, acknowledgements out.

    /**
     * Processes one publish.
     *
     * @param topic the topic of the packet or of its alias
     */
    void publish(PublishPacket packet, String topic, EventClock clock) {
        PendingPublish pending = new PendingPublish(this, packet, topic, clock.nanos());
        if (packet.qos() != Qos.AT_MOST_ONCE) {
            acks.append(pending);
        }
        Routing routing = route(packet, topic);
        PublishLog.routed(session.origin(), packet, topic, routing);
        if (routing instanceof Destination destination) {
            destination.use();
            pending.publication(publication(packet, destination, clock.millis(), null));
            offer(pending);
        } else {
            FailureReason reason = ((Routing.Rejected) routing).reason();
            Destination deadLetters = session.deadLetters(topic);
            reject(
                    pending,
                    reason,
                    deadLetters == null ? null : publication(packet, deadLetters, clock.millis(), reason));
        }
        updateWindow();
    }

    private Routing route(PublishPacket packet, String topic) {
        FailureReason fault = packet.fault();
        return fault == null ? session.route(topic, packet.qos(), packet.retain()) : new Routing.Rejected(fault);
    }

    /**
     * Processes the outcome of a publish. Returns whether it is this connection's first outcome in the
     * batch.
     */
    boolean settle(PendingPublish pending) {
        inFlight--;
        inFlightBytes -= pending.bytes();
        counters.add(Count.IN_FLIGHT, -1);
        counters.add(Count.IN_FLIGHT_BYTES, -pending.payloadBytes());
        PublishOutcome outcome = pending.takeOutcome();
        if (outcome instanceof PublishOutcome.Failed failed) {
            notStored(pending, failed.reason());
        } else {
            stored(pending);
        }
        boolean first = !touched;
        touched = true;
        return first;
    }

    /**
     * The acknowledgements that are due, in the order of receipt, as one buffer; {@code null} when
     * there are none.
     */
    @Nullable
    ByteBuf takeAcks(ByteBufAllocator allocator) {
        touched = false;
        ByteBuf due = acks.take(allocator, this);
        updateWindow();
        return due;
    }

    /**
     * Also counts answers that wait for an earlier one: otherwise a client could pile up refusals
     * behind one publish.
     */
    private void updateWindow() {
        InflightLimits limits = services.limits().inflight();
        if (inFlight >= limits.maxInflight()
                || acks.size() >= limits.maxInflight()
                || inFlightBytes >= limits.maxInflightBytes()) {
            gate.shut(Reason.WINDOW_FULL);
        } else {
            gate.open(Reason.WINDOW_FULL);
        }
    }

    private void offer(PendingPublish pending) {
        if (!parked.isEmpty() || !take(pending)) {
            parked.add(pending);
        }
    }

    /** Offers a publish to the sink. Returns whether it was accepted. */
    boolean take(PendingPublish pending) {
        Publication publication = pending.publication();
        if (publication == null || !mayOffer()) {
            return false;
        }
        Offer offer = connection.loop().isFull()
                ? Offer.BACK_PRESSURED
                : services.sink().offer(publication, pending);
        if (offer != Offer.ACCEPTED) {
            parked.refused(offer);
            return false;
        }
        if (services.deadLetterTopic() == null) {
            pending.publication(null);
        }
        inFlight++;
        inFlightBytes += pending.bytes();
        counters.add(Count.IN_FLIGHT, 1);
        counters.add(Count.IN_FLIGHT_BYTES, pending.payloadBytes());
        return true;
    }

    private void stored(PendingPublish pending) {
        counters.stored(connection.loop().eventClock().nanos() - pending.receivedNanos());
        pending.answer(PendingPublish.SUCCESS);
    }

    @Override
    public void acknowledged(PendingPublish pending) {
        if (pending.qos() == Qos.EXACTLY_ONCE) {
            if (pending.answer() == PendingPublish.SUCCESS) {
                session.qos2().pubrecSent(pending.packetId());
            } else {
                session.qos2().release(pending.packetId());
            }
        }
    }

    // What can go wrong: back-pressure, failure, rejection.

    /**
     * Gives up publishes that have been parked for longer than {@code stall-timeout}: QoS 0 is lost,
     * any other ends the connection.
     */
    void expireParked(long nowNanos) {
        Duration limit = services.delivery().stallTimeout();
        if (!mayOffer() && parked.areLate(nowNanos, limit)) {
            turn.release();
        }
        PendingPublish expired = parked.expire(nowNanos, limit);
        if (expired != null && ending == null) {
            ending = new Ending(CloseReason.STALLED, parked.reason(), problem(expired.publication()));
        }
    }

    private String problem(@Nullable Publication expired) {
        String topic = expired == null ? "" : expired.destination().kafkaTopic();
        String what = switch (parked.reason()) {
            case KAFKA_UNKNOWN_TOPIC -> "Kafka has not told of its topic '" + topic + "'";
            case KAFKA_NOT_AUTHORIZED -> "Kafka does not let the proxy write to its topic '" + topic + "'";
            case KAFKA_AUTHENTICATION -> "Kafka has refused the proxy's login";
            default -> "Kafka took no message";
        };
        return what + " for " + services.delivery().stallTimeout().toSeconds() + " s";
    }

    private void notStored(PendingPublish pending, FailureReason reason) {
        PublishLog.notStored(session.origin(), pending, reason);
        Publication publication = pending.publication();
        boolean isDeadLetter = publication != null && publication.rejected() != null;
        if (reason.isPermanent() && !isDeadLetter) {
            reject(pending, reason, publication == null ? null : deadLetter(publication, reason));
        } else if (publication != null && reason == FailureReason.RECORD_TOO_LARGE && !publication.abridged()) {
            // A dead letter that is too large: if it were not acknowledged, the device would send its
            // message again forever.
            pending.publication(publication.asAbridged());
            offer(pending);
        } else if (pending.qos() == Qos.AT_MOST_ONCE) {
            services.metrics().lost(reason);
        } else {
            services.metrics().failed(reason);
            ending = new Ending(CloseReason.NOT_STORED, reason, reason.text());
        }
    }

    /**
     * Rejects a publish that is the device's own fault: it goes to the dead-letter topic if there is
     * one, otherwise it is answered as protocol version and {@code on-reject} allow.
     */
    private void reject(PendingPublish pending, FailureReason reason, @Nullable Publication deadLetter) {
        services.metrics().rejected(reason);
        if (deadLetter != null) {
            pending.publication(deadLetter);
            offer(pending);
        } else if (pending.qos() != Qos.AT_MOST_ONCE) {
            refuse(pending, reason);
        }
    }

    private void refuse(PendingPublish pending, FailureReason reason) {
        boolean canBeTold = session.replies().hasNegativeAcks();
        if (canBeTold && reason == FailureReason.RECORD_TOO_LARGE) {
            // PUBACK has no code for this (MQTT 5.0 section 3.4.2.1), but DISCONNECT does.
            ending = new Ending(CloseReason.PACKET_TOO_LARGE, reason, reason.text());
        } else if (canBeTold) {
            pending.answer(reason.reasonCode());
        } else if (services.delivery().onReject() == OnReject.ACK) {
            pending.answer(PendingPublish.SUCCESS);
        } else {
            ending = new Ending(CloseReason.PUBLISH_REJECTED, reason, reason.text());
        }
    }

    private Publication publication(
            PublishPacket packet, Destination destination, Long nowMillis, @Nullable FailureReason rejected) {
        return new Publication(
                session.origin(),
                destination,
                packet.qos(),
                packet.retain(),
                packet.dup(),
                false,
                packet.properties(),
                packet.payload(),
                nowMillis,
                rejected);
    }

    private @Nullable Publication deadLetter(Publication failed, FailureReason reason) {
        Destination deadLetters = session.deadLetters(failed.destination().mqttTopic());
        return deadLetters == null ? null : failed.asDeadLetter(deadLetters, reason);
    }

    // Used by the connection.

    /** Whether nothing is parked, in flight, or waiting to be acknowledged. */
    boolean isIdle() {
        return inFlight == 0 && parked.isEmpty() && acks.isEmpty();
    }

    /** Whether nothing from the client's earlier connections has to be stored first. */
    boolean mayOffer() {
        return turn.mayPublish();
    }

    /** The publishes that Kafka's producer could not accept yet. */
    ParkedPublishes parked() {
        return parked;
    }

    /**
     * Number of QoS 1 and 2 publishes without an acknowledgement, plus QoS 2 publishes that are not
     * released yet.
     */
    int unacknowledged() {
        return acks.size() + session.qos2().received();
    }

    /** Why the connection must end, {@code null} while it need not. */
    @Nullable
    Ending ending() {
        return ending;
    }
}
