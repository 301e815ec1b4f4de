package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Turns the bytes of one client into {@link InboundPacket}s: MQTT 3.1, 3.1.1 or 5.0, as its CONNECT says. Strict, because
 * what a proxy lets through becomes a record that other systems trust.
 *
 * <p>The first thing that breaks the standard becomes a {@link MalformedPacket}; whatever comes after it is dropped.
 *
 * <p>It keeps one incomplete packet and one read at most, if its receiver stops the channel's reads when it is told to. The
 * receiver can {@link #hold} back what it has no room for; what is held when the channel closes is passed on then, because
 * a client may have said all it has to say and gone.
 *
 * <p>All methods are for the channel's event loop.
 */
public final class PacketDecoder extends ByteToMessageDecoder {
    /** Bytes to read of a socket at once, at most: what one connection may have beyond a packet. */
    public static final int LARGEST_READ = 16 * 1024;

    private final PacketReader reader;
    private Hold hold = Hold.NOTHING;
    private BlockedListener whenBlocked = () -> {};
    private boolean blocked;
    private boolean ended;
    private boolean inputClosed;
    private boolean passedOn;

    /** Is told when something that was read is held. */
    public interface BlockedListener {
        void onBlocked();
    }

    public PacketDecoder(DecoderLimits limits) {
        this.reader = new PacketReader(limits);
    }

    /**
     * Says what to leave undecoded from the next packet on; a receiver may call it for a packet while more are to come from
     * the same read. What a stricter hold has stopped goes on with {@link #resume}.
     */
    public void hold(Hold hold) {
        this.hold = hold;
        blocked |= isHeld(internalBuffer());
    }

    /** Says whom to tell, within the same event, that something that was read is held: to read on would add to it. */
    public void whenBlocked(BlockedListener listener) {
        whenBlocked = listener;
    }

    /** Throws away whatever comes from now on, so that a client that is not listened to any more costs no memory. */
    public void end() {
        ended = true;
    }

    /**
     * Whether bytes wait here because of a {@link #hold}; they do until {@link #resume}, even if the hold has been loosened.
     * Reading more of the channel would only add to them.
     */
    public boolean isBlocked() {
        return blocked;
    }

    /** Bytes of memory that what waits here takes: a part of a read, such as a WebSocket frame, keeps all of it. */
    public int receivedBytes() {
        ByteBuf whole = internalBuffer();
        while (whole.unwrap() != null) {
            whole = whole.unwrap();
        }
        return whole.capacity();
    }

    /**
     * Goes on with what waits here, as far as {@link #hold} now allows. It passes on packets before it returns but no
     * {@code channelReadComplete}. Not to be called while this decoder passes on a packet.
     *
     * @return whether it has passed on any
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

    /** One more read of the same event would be kept on top of what is held already. */
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

    /** Unlike Netty's own, it never asks for a read: whoever turned automatic reads off decides when to read again. */
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
