package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.Hold;
import io.mqttproxy.mqtt.PacketDecoder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;

/**
 * Decides whether a connection is read from: the one mechanism of back-pressure, and the only caller
 * of {@code setAutoRead}.
 *
 * <p>While only publishes are held back, reading goes on until a PUBLISH arrives, so that pings are
 * still answered. Shutting takes effect before the next packet. Opening takes effect in {@link
 * #apply}, which must be the last step of an event, because it may deliver packets that were held
 * back.
 */
final class ReadGate implements PacketDecoder.BlockedListener {

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
        decoder.whenBlocked(this);
    }

    /**
     * Takes effect at once and not at the end of the event, because one event may consist of sixteen
     * reads.
     */
    @Override
    public void onBlocked() {
        channel.config().setAutoRead(false);
    }

    void shut(Reason reason) {
        if (!isShut(reason)) {
            reasons |= reason.bit;
            decoder.hold(level());
        }
    }

    void open(Reason reason) {
        if (isShut(reason)) {
            reasons &= ~reason.bit;
            decoder.hold(level());
        }
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
        boolean delivered = mayDeliver() && decoder.isBlocked() && decoder.resume(decoderContext);
        // The delivered packets may have shut the gate again, or ended the connection.
        boolean read = mayDeliver() && !decoder.isBlocked();
        if (ended) {
            return delivered;
        }
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
        if (read == reading) {
            return delivered;
        }
        reading = read;
        counters.add(Count.PAUSED_CONNECTIONS, read ? -1 : 1);
        return delivered || read;
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

    /** Frees the bytes that an ended connection still holds. Not while the decoder is passing on a packet. */
    void discard() {
        if (decoder.receivedBytes() > 0) {
            decoder.resume(decoderContext);
        }
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

    private boolean mayDeliver() {
        return !ended && level() != Hold.EVERYTHING;
    }

    private Hold level() {
        if (reasons == 0) {
            return Hold.NOTHING;
        }
        return (reasons & Reason.HOLDING_EVERYTHING) == 0 ? Hold.PUBLISHES : Hold.EVERYTHING;
    }
}
