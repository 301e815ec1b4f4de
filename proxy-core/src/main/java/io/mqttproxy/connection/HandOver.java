package io.mqttproxy.connection;

import io.mqttproxy.connection.ReadGate.Reason;
import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.PublishSink.Offer;
import io.mqttproxy.publish.Qos;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands one connection's publishes to Kafka's producer in the order of receipt, and counts those in
 * flight. A publish that the producer cannot accept is parked, and so are all publishes after it, and
 * those that have to wait until the will of an earlier connection has passed (see {@link Turn}).
 *
 * <p>While a few small publishes are parked, reading goes on, so that the pings between them are
 * answered; beyond that the read gate is shut. A client that is gone cannot be held back, so up to
 * {@code max-inflight} of its publishes stay parked. Otherwise only the first of a burst of QoS 0 to a
 * topic that Kafka has yet to create would be stored.
 *
 * <p>While publishes are parked and may be offered, this object waits in {@link StalledPublishes}.
 */
final class HandOver implements StalledPublishes.Waiting {
    private final Connection connection;
    private final Turn turn;

    /** Created for the first publish that is parked, because most connections never see a stall. */
    private @Nullable ParkedPublishes parked;

    /** The producer's answer to the last offer that it did not accept. */
    private Offer refusal = Offer.BACK_PRESSURED;

    private int inFlight;
    private long inFlightBytes;
    private boolean abandoned;

    HandOver(Connection connection, Turn turn) {
        this.connection = connection;
        this.turn = turn;
    }

    /** Offers a publish, or parks it: behind those that are parked, or because it was not accepted. */
    void offer(PendingPublish pending) {
        if (hasParked() || !tryOffer(pending)) {
            park(pending);
        }
    }

    /** The outcome of a publish is known, so it is no longer in flight. */
    void settled(PendingPublish pending) {
        countInFlight(-1, -pending.bytes(), -pending.payloadBytes());
    }

    /** How many publishes have been accepted and have no outcome yet. */
    int inFlight() {
        return inFlight;
    }

    /** Size in bytes of the publishes in flight. */
    long inFlightBytes() {
        return inFlightBytes;
    }

    /** Returns whether the producer has accepted it, so that it is in flight now. */
    private boolean tryOffer(PendingPublish pending) {
        Publication publication = pending.publication();
        if (publication == null || !turn.mayPublish()) {
            return false;
        }
        ConnectionServices services = connection.services();
        Offer offer = connection.loop().isFull()
                ? Offer.BACK_PRESSURED
                : services.sink().offer(publication, pending);
        if (offer != Offer.ACCEPTED) {
            refusal = offer;
            return false;
        }
        if (services.deadLetterTopic() == null) {
            // Only a dead letter would need it again.
            pending.publication(null);
        }
        countInFlight(1, pending.bytes(), pending.payloadBytes());
        return true;
    }

    private void countInFlight(int publishes, int bytes, int payloadBytes) {
        inFlight += publishes;
        inFlightBytes += bytes;
        LoopCounters counters = connection.loop().counters();
        counters.add(Count.IN_FLIGHT, publishes);
        counters.add(Count.IN_FLIGHT_BYTES, payloadBytes);
    }

    // Parking.

    boolean hasParked() {
        return parked != null && !parked.isEmpty();
    }

    /** Memory in bytes that the parked publishes take. */
    int parkedBytes() {
        return parked == null ? 0 : parked.bytes();
    }

    /** Why the first parked publish was not accepted, in the words of metrics and clients. */
    FailureReason reason() {
        return Objects.requireNonNullElse(refusal.reason(), FailureReason.STALLED);
    }

    private void park(PendingPublish pending) {
        if (abandoned || (isFull() && !connection.peer().isConnected())) {
            giveUp(pending);
            return;
        }
        if (parked == null) {
            parked = new ParkedPublishes();
        }
        parked.add(pending, connection.loop().nanoTime());
        if (parked.size() == 1) {
            waitForRetry();
        }
        if (parked.areMany() || isFull()) {
            connection.gate().shut(Reason.STALLED);
        }
    }

    private boolean isFull() {
        int limit = connection.services().limits().inflight().maxInflight();
        return parked != null && parked.size() >= limit;
    }

    /**
     * Waits for {@link #tryAgain}, or lets reading go on if nothing is parked any longer. While an
     * earlier turn holds this one up, every try would fail; {@link #begin} follows the release.
     */
    private void waitForRetry() {
        if (!hasParked()) {
            connection.gate().open(Reason.STALLED);
        } else if (turn.mayPublish()) {
            connection.loop().stalled().add(this);
        }
    }

    // Offering again.

    /** No earlier turn holds the publishes up any longer. Must not be called within an event, like {@link #tryAgain}. */
    void begin() {
        if (hasParked() && !tryAgain()) {
            waitForRetry();
        }
    }

    /**
     * Offers the parked publishes again. Not to be called within an event of the connection: once nothing
     * is parked, this ends an event with {@link Connection#progressed}, and what is read then may be parked
     * here again.
     */
    @Override
    public boolean tryAgain() {
        try {
            if (!offerParked()) {
                return false;
            }
            connection.progressed();
        } catch (RuntimeException | OutOfMemoryError e) {
            connection.broken(e);
        }
        return true;
    }

    /** Returns whether nothing is left. */
    private boolean offerParked() {
        ParkedPublishes queue = parked;
        if (queue == null) {
            return true;
        }
        for (PendingPublish first = queue.first(); first != null; first = queue.first()) {
            if (!tryOffer(first)) {
                return false;
            }
            queue.removeTaken(connection.loop().nanoTime());
        }
        connection.gate().open(Reason.STALLED);
        return true;
    }

    @Override
    public String topic() {
        return parked == null ? "" : parked.topic();
    }

    @Override
    public Offer refusal() {
        return refusal;
    }

    @Override
    public void refused(Offer why) {
        refusal = why;
    }

    // Giving up.

    /** Whether an earlier turn has held publishes up for {@code stall-timeout}: they then go without its release. */
    boolean isHeldUp(long nowNanos) {
        return !turn.mayPublish() && parked != null && parked.late(nowNanos, stallTimeout()) != null;
    }

    /**
     * Gives up QoS 0 publishes that have been parked for longer than {@code stall-timeout}.
     *
     * @return a publish of QoS 1 or 2 that has been, for which the connection has to end so that the
     *     client sends it again; {@code null} if there is none
     */
    @Nullable
    PendingPublish expire(long nowNanos) {
        ParkedPublishes queue = parked;
        if (queue == null) {
            return null;
        }
        int before = queue.size();
        Duration limit = stallTimeout();
        for (PendingPublish late = queue.late(nowNanos, limit); late != null; late = queue.late(nowNanos, limit)) {
            if (late.qos() != Qos.AT_MOST_ONCE) {
                return late;
            }
            giveUp(queue.removeFirst());
        }
        if (queue.size() != before) {
            // It waited for the topic of the former first publish.
            connection.loop().stalled().remove(this);
            waitForRetry();
        }
        return null;
    }

    /** The connection has ended: gives up the parked publishes, and all that would be parked later. */
    void abandon() {
        abandoned = true;
        connection.loop().stalled().remove(this);
        while (parked != null && !parked.isEmpty()) {
            giveUp(parked.removeFirst());
        }
    }

    private void giveUp(PendingPublish pending) {
        ProxyMetrics metrics = connection.services().metrics();
        if (pending.qos() == Qos.AT_MOST_ONCE) {
            metrics.lost(reason());
        } else {
            metrics.failed(reason());
        }
    }

    private Duration stallTimeout() {
        return connection.services().delivery().stallTimeout();
    }
}
