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
 * Hands one connection's publishes to Kafka's producer in the order of their receipt, and counts those that are on their
 * way. What the producer cannot take is parked, and so is everything behind it; the same goes for what has to wait until
 * the client's earlier connection is over.
 *
 * <p>A few small publishes may be parked while reading goes on, so that the pings between them are answered. Beyond that
 * the read gate is shut. A client that has left cannot be slowed down, so up to {@code max-inflight} of what it said
 * before stay parked: otherwise only the first publish of a QoS 0 burst to a topic that Kafka has yet to create would
 * survive.
 *
 * <p>While anything is parked and may be offered, this waits among the {@link StalledPublishes} of its event loop.
 */
final class HandOver implements StalledPublishes.Waiting {
    private final Connection connection;
    private final Turn turn;

    /** Made for the first publish that is parked: most connections never see a stall. */
    private @Nullable ParkedPublishes parked;

    /** Why the producer did not take what it was offered last. */
    private Offer refusal = Offer.BACK_PRESSURED;

    private int inFlight;
    private long inFlightBytes;
    private boolean abandoned;

    HandOver(Connection connection, Turn turn) {
        this.connection = connection;
        this.turn = turn;
    }

    /** Offers a publish, unless others are parked before it. */
    void offer(PendingPublish pending) {
        if (hasParked() || !isTaken(pending)) {
            park(pending);
        }
    }

    /** The outcome of a publish is known: it is no longer on its way. */
    void settled(PendingPublish pending) {
        countInFlight(-1, -pending.bytes(), -pending.payloadBytes());
    }

    /** Publishes on their way to Kafka. */
    int inFlight() {
        return inFlight;
    }

    /** The memory that these take. */
    long inFlightBytes() {
        return inFlightBytes;
    }

    private boolean isTaken(PendingPublish pending) {
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
            // Nothing else could need it again.
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

    // What is parked.

    boolean hasParked() {
        return parked != null && !parked.isEmpty();
    }

    /** The memory that parked publishes take. */
    int parkedBytes() {
        return parked == null ? 0 : parked.bytes();
    }

    /** Why the first parked publish has not been taken, as clients and metrics are told. */
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
     * Waits for {@link #tryAgain}, or reads on when nothing is parked any more. As long as the client's earlier connection
     * goes first every try would fail, so {@link #begin} is waited for instead.
     */
    private void waitForRetry() {
        if (!hasParked()) {
            connection.gate().open(Reason.STALLED);
        } else if (turn.mayPublish()) {
            connection.loop().stalled().add(this);
        }
    }

    // Offering it again.

    /** Nothing of the client's earlier connection goes first any more. Ends an event, like {@link #tryAgain}. */
    void begin() {
        if (hasParked() && !tryAgain()) {
            waitForRetry();
        }
    }

    /**
     * Offers what is parked, from the event loop and never within an event of the connection: when nothing is left, it ends
     * with {@link Connection#unparked}, which reads on, and what is read may be parked here again.
     */
    @Override
    public boolean tryAgain() {
        try {
            if (!offerParked()) {
                return false;
            }
            connection.unparked();
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
            if (!isTaken(first)) {
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

    // Giving it up.

    /** Whether the end of the client's earlier connection has been waited for too long: it must {@link #begin} without it. */
    boolean isHeldUp(long nowNanos) {
        return !turn.mayPublish() && parked != null && parked.late(nowNanos, stallTimeout()) != null;
    }

    /**
     * Gives up publishes of QoS 0 that have waited for {@code stall-timeout}.
     *
     * @return one of QoS 1 or 2 that has: it must not be lost, so the connection has to end without an acknowledgement
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
            // The topic of the new first one may be another than the one that this waited for.
            connection.loop().stalled().remove(this);
            waitForRetry();
        }
        return null;
    }

    /** The connection has ended: gives up what is parked, and from now on whatever would be parked. */
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
