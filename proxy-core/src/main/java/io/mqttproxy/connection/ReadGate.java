package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.PacketDecoder;
import io.mqttproxy.mqtt.PacketGate;
import io.mqttproxy.mqtt.PacketType;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;

/**
 * Decides whether a connection is read from: the one mechanism of back-pressure, and the only caller
 * of {@code setAutoRead}.
 *
 * <p>There may be several {@link Reason}s to shut it, and it is open when there is none. Most of them hold
 * back only publishes: reading goes on until a PUBLISH arrives, so that pings are still answered.
 *
 * <ul>
 *   <li>Shutting takes effect before the next packet, because the decoder asks {@link #holds} before
 *       each one.
 *   <li>Reading stops as soon as bytes are held, and not at the end of the event, because one event may
 *       consist of sixteen reads.
 *   <li>Opening takes effect in {@link #apply}, which must be the last step of an event, because it may
 *       deliver packets that were held back.
 * </ul>
 */
final class ReadGate implements PacketGate {

    /** Why reads are shut. */
    enum Reason {
        /** Credentials are being checked. */
        AUTHENTICATING(1),
        /** Kafka's producer could not accept a publish. */
        STALLED(1 << 1),
        /** As many publishes as allowed are in flight. */
        WINDOW_FULL(1 << 2),
        /** The client has exceeded {@code max-publish-rate} or {@code max-publish-bytes-rate}. */
        RATE_EXCEEDED(1 << 3),
        /** The client does not read its acknowledgements. */
        UNWRITABLE(1 << 4),
        /** The connection is ending and its publishes are being settled. */
        CLOSING(1 << 5);

        /** The reasons that hold back every packet; the others hold back only publishes. */
        private static final int HOLDING_EVERYTHING = AUTHENTICATING.bit | UNWRITABLE.bit | CLOSING.bit;

        private final int bit;

        Reason(int bit) {
            this.bit = bit;
        }
    }

    private final Channel channel;
    private final PacketDecoder decoder;
    private final ChannelHandlerContext decoderContext;
    private final LoopCounters counters;

    /** A bit set, because it is checked for every packet. */
    private int reasons;

    private long unwritableSinceNanos;
    private boolean reading = true;
    private boolean ended;

    ReadGate(Channel channel, PacketDecoder decoder, LoopCounters counters) {
        this.channel = channel;
        this.decoder = decoder;
        this.decoderContext = channel.pipeline().context(decoder);
        this.counters = counters;
        decoder.gate(this);
    }

    @Override
    public boolean holds(PacketType next) {
        return next == PacketType.PUBLISH ? reasons != 0 : holdsEverything();
    }

    @Override
    public void onHeld() {
        read(false);
    }

    /** Takes effect before the next packet. */
    void shut(Reason reason) {
        reasons |= reason.bit;
    }

    /** Takes effect when the gate is applied. */
    void open(Reason reason) {
        reasons &= ~reason.bit;
    }

    boolean isShut(Reason reason) {
        return (reasons & reason.bit) != 0;
    }

    /** Returns whether the channel has become writable. */
    boolean writabilityChanged(long nowNanos) {
        boolean writable = channel.isWritable();
        if (writable) {
            open(Reason.UNWRITABLE);
        } else {
            unwritableSinceNanos = nowNanos;
            shut(Reason.UNWRITABLE);
        }
        return writable;
    }

    /** Whether the client, still connected, has not read its acknowledgements for longer than this. */
    boolean isUnwritableLongerThan(Duration time, long nowNanos) {
        return isShut(Reason.UNWRITABLE) && nowNanos - unwritableSinceNanos > time.toNanos() && channel.isActive();
    }

    /** Whether the connection is being read from. If not, the client's silence is the proxy's doing. */
    boolean isReading() {
        return reading;
    }

    /**
     * Delivers held packets as far as allowed, then starts or stops reading. Returns whether packets
     * were delivered or reading has started, so that the keep-alive begins anew.
     */
    boolean apply() {
        boolean delivered = decoder.deliver(decoderContext);
        // The delivered packets may have shut the gate again, or ended the connection.
        if (ended) {
            return delivered;
        }
        boolean wasReading = reading;
        read(!holdsEverything() && !decoder.isHolding());
        return delivered || (reading && !wasReading);
    }

    /**
     * Ignores everything else from the client: bytes that are held and bytes that still arrive are
     * discarded.
     */
    void close() {
        shut(Reason.CLOSING);
        decoder.end();
    }

    /** Memory of received bytes that are being held, in bytes. */
    long receivedBytes() {
        return decoder.receivedBytes();
    }

    /** The connection has ended and no longer counts as paused. */
    void end() {
        ended = true;
        decoder.end();
        if (!reading) {
            counters.add(Count.PAUSED_CONNECTIONS, -1);
        }
    }

    /**
     * Reads and discards what an ended connection still receives, so that its socket can be closed
     * without a reset.
     */
    void readAndDiscard() {
        channel.config().setAutoRead(true);
    }

    private void read(boolean on) {
        if (on == reading) {
            return;
        }
        // Before the channel is told, which may deliver bytes at once.
        reading = on;
        counters.add(Count.PAUSED_CONNECTIONS, on ? -1 : 1);
        channel.config().setAutoRead(on);
    }

    private boolean holdsEverything() {
        return (reasons & Reason.HOLDING_EVERYTHING) != 0;
    }
}
