package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Turns the bytes of one client into {@link InboundPacket}s: MQTT 3.1, 3.1.1 or 5.0, as its CONNECT
 * says. Strict, because other systems trust the records that a proxy makes of these packets.
 *
 * <p>The first violation of the standard becomes a {@link MalformedPacket}; all bytes after it are
 * dropped.
 *
 * <p>The receiver of the packets can {@link #hold} back those that it has no room for. If it stops
 * reading from the channel when {@linkplain #whenBlocked told to}, the decoder buffers no more than
 * one incomplete packet and one read. When the channel closes, the decoder passes on all held packets,
 * because a client may publish and leave at once.
 *
 * <p>All methods must be called on the channel's event loop.
 */
public final class PacketDecoder extends ByteToMessageDecoder {
    /**
     * The most bytes to read from a socket at once: the most that one connection can have buffered
     * beyond one packet.
     */
    public static final int LARGEST_READ = 16 * 1024;

    private final PacketReader reader;
    private Hold hold = Hold.NOTHING;
    private BlockedListener whenBlocked = () -> {};
    private boolean blocked;
    private boolean ended;
    private boolean inputClosed;
    private boolean passedOn;

    /** Is called when received bytes are being held. */
    public interface BlockedListener {
        void onBlocked();
    }

    public PacketDecoder(DecoderLimits limits) {
        this.reader = new PacketReader(limits);
    }

    /**
     * Sets which packets to leave undecoded, from the next packet on. May be called while the decoder
     * passes on a packet, even if more packets of the same read follow. Loosening a hold does not
     * decode anything yet: call {@link #resume}.
     */
    public void hold(Hold hold) {
        this.hold = hold;
        blocked |= isHeld(internalBuffer());
    }

    /**
     * Sets the listener to call, within the same event, when received bytes are being held. It should
     * stop reading from the channel, since every further read adds to those bytes.
     */
    public void whenBlocked(BlockedListener listener) {
        whenBlocked = listener;
    }

    /**
     * Discards all bytes from now on, so that a client whose packets are no longer wanted costs no
     * memory.
     */
    public void end() {
        ended = true;
    }

    /**
     * Whether received bytes are being held. Once true, it stays so until {@link #resume}, even if the
     * hold is loosened.
     */
    public boolean isBlocked() {
        return blocked;
    }

    /**
     * Size in bytes of the buffer behind the received bytes. This may exceed their number: a slice of
     * a read, such as a WebSocket frame, keeps the whole read in memory.
     */
    public int receivedBytes() {
        ByteBuf whole = internalBuffer();
        while (whole.unwrap() != null) {
            whole = whole.unwrap();
        }
        return whole.capacity();
    }

    /**
     * Decodes the received bytes as far as the current {@link #hold} allows. Passes on packets before
     * it returns, but no {@code channelReadComplete}. Must not be called while this decoder is passing
     * on a packet.
     *
     * @return whether a packet was passed on
     */
    public boolean resume(ChannelHandlerContext context) {
        passedOn = false;
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
        } catch (Exception e) {
            context.fireExceptionCaught(e);
        }
        return passedOn;
    }

    /**
     * Calls the listener after each read, since another read in the same event would add to the held
     * bytes.
     */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        super.channelRead(context, message);
        if (blocked) {
            whenBlocked.onBlocked();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (ended) {
            in.skipBytes(in.readableBytes());
        }
        blocked = isHeld(in);
        if (blocked || !in.isReadable()) {
            return;
        }
        InboundPacket packet = reader.read(in);
        if (packet != null) {
            ended = packet instanceof MalformedPacket;
            passedOn = true;
            out.add(packet);
        }
    }

    /**
     * Unlike the overridden method, never asks for a read: whoever switched automatic reads off
     * decides when to read again.
     */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        discardSomeReadBytes();
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        inputClosed = true;
        super.channelInactive(context);
    }

    private boolean isHeld(ByteBuf in) {
        return in.isReadable()
                && !inputClosed
                && switch (hold) {
                    case NOTHING -> false;
                    case PUBLISHES -> PacketType.of(in.getUnsignedByte(in.readerIndex())) == PacketType.PUBLISH;
                    case EVERYTHING -> true;
                };
    }
}
