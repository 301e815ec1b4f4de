package io.mqttproxy.connection;

import io.mqttproxy.metrics.LoopCounters;
import io.mqttproxy.metrics.LoopCounters.Count;
import io.mqttproxy.mqtt.Hold;
import io.mqttproxy.mqtt.PacketDecoder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;

/**
 * Decides whether a connection is read from: the only caller of {@code setAutoRead}, and the one mechanism of
 * back-pressure.
 *
 * <p>While only publishes are held back, reading goes on until one arrives, so that pings are still answered. Shutting
 * takes effect before the next packet; opening takes effect in {@link #apply}, which must be the last step of an event,
 * because it may deliver packets that were held.
 */
final class ReadGate implements PacketDecoder.BlockedListener {

    /** Why reads are shut. */
    enum Reason {
        /** Credentials are being checked. */
        AUTHENTICATING(1),
        /** Kafka's producer could not take a publish. */
        STALLED(1 << 1),
        /** As many publishes as allowed are on their way. */
        WINDOW_FULL(1 << 2),
        /** More publishes than allowed in this time. */
        RATE_EXCEEDED(1 << 3),
        /** The client does not read its acknowledgements. */
        UNWRITABLE(1 << 4),
        /** The connection ends as soon as everything is acknowledged. */
        CLOSING(1 << 5);

        /** The others hold back publishes only. */
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

    /** One bit for each reason that is in force: asked for at every packet, on every connection. */
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

    /** At once, because an event may be sixteen reads. */
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

    /** Returns whether the client can be written to again. */
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

    /** Whether the client has not read its acknowledgements for so long; who is gone is not waited for. */
    boolean isUnwritableLongerThan(Duration time, long nowNanos) {
        return isShut(Reason.UNWRITABLE) && nowNanos - unwritableSinceNanos > time.toNanos() && channel.isActive();
    }

    /** Whether the client is being listened to; if not, its silence is ours. */
    boolean isReading() {
        return reading;
    }

    /** Delivers what may now be delivered, then reads or stops reading. Returns whether the client was heard. */
    boolean apply() {
        boolean delivered = mayDeliver() && decoder.isBlocked() && decoder.resume(decoderContext);
        // What was delivered may have shut the gate again, or ended the connection.
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

    /** Nothing more of the client counts: what waits and what still arrives is thrown away. */
    void close() {
        shut(Reason.CLOSING);
        decoder.end();
    }

    /** Bytes of memory that what was received and waits takes. */
    long receivedBytes() {
        return decoder.receivedBytes();
    }

    /** Frees what a connection that has ended still keeps; not while the decoder passes on a packet. */
    void discard() {
        if (decoder.receivedBytes() > 0) {
            decoder.resume(decoderContext);
        }
    }

    /** The connection has ended; it no longer counts as paused. */
    void end() {
        ended = true;
        decoder.end();
        if (!reading) {
            counters.add(Count.PAUSED_CONNECTIONS, -1);
        }
    }

    /** Reads what a connection that has ended still gets, so that its socket can be closed without a reset. */
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
