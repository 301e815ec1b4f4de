package io.mqttproxy.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one client into {@link InboundPacket}s: MQTT 3.1, 3.1.1 or 5.0, as its CONNECT
 * says. Strict, because other systems trust the records that a proxy makes of these packets.
 *
 * <p>What always holds:
 *
 * <ul>
 *   <li>The {@link PacketGate} is asked before each packet. A packet that it holds stays undecoded,
 *       and so does all that follows, until {@link #deliver} is called and the gate lets it pass.
 *   <li>If the gate stops reading when {@linkplain PacketGate#onHeld told to}, no more is kept than one
 *       incomplete packet and one read.
 *   <li>Packets are passed on one after another, never one while another is being handled.
 *   <li>The first violation of the standard becomes a {@link MalformedPacket}, and all bytes after it
 *       are dropped.
 *   <li>When the channel closes, all held packets are passed on, because a client may publish and
 *       leave at once.
 * </ul>
 *
 * <p>It does not extend Netty's {@link ByteToMessageDecoder}, which decodes as much as it can, and asks
 * for reads of its own. All methods must be called on the channel's event loop.
 */
public final class PacketDecoder extends ChannelInboundHandlerAdapter {
    /**
     * The most bytes to read from a socket at once: the most that one connection can have buffered
     * beyond one packet.
     */
    public static final int LARGEST_READ = 16 * 1024;

    private final PacketReader reader;
    private PacketGate gate = PacketGate.OPEN;

    /** Bytes that are not decoded yet. */
    private ByteBuf received = Unpooled.EMPTY_BUFFER;

    private boolean delivering;
    private boolean ended;

    public PacketDecoder(DecoderLimits limits) {
        this.reader = new PacketReader(limits);
    }

    /** Sets the gate; without one, nothing is held. */
    public void gate(PacketGate gate) {
        this.gate = gate;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        if (ended) {
            read.release();
            return;
        }
        append(read, context.alloc());
        deliver(context);
        if (isHolding()) {
            gate.onHeld();
        }
    }

    /**
     * Decodes the received bytes as far as the gate allows, and passes the packets on. Does nothing
     * while a packet is being handled: the packets after it follow anyway.
     *
     * @return whether a packet was passed on
     */
    public boolean deliver(ChannelHandlerContext context) {
        if (delivering) {
            return false;
        }
        delivering = true;
        boolean delivered = false;
        try {
            for (InboundPacket packet = next(); packet != null; packet = next()) {
                delivered = true;
                context.fireChannelRead(packet);
            }
        } finally {
            delivering = false;
        }
        if (!received.isReadable()) {
            free();
        }
        return delivered;
    }

    /** Whether received bytes wait for the gate. */
    public boolean isHolding() {
        return received.isReadable() && gate.holds(nextType());
    }

    /**
     * Drops all received bytes, and all that follow, so that a client whose packets are no longer
     * wanted costs no memory.
     */
    public void end() {
        ended = true;
        free();
    }

    /**
     * Size in bytes of the buffer behind the received bytes. This may exceed their number: a slice of
     * a read, such as a WebSocket frame, keeps the whole read in memory.
     */
    public int receivedBytes() {
        ByteBuf whole = received;
        while (whole.unwrap() != null) {
            whole = whole.unwrap();
        }
        return whole.capacity();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gate = PacketGate.OPEN;
        boolean delivered = deliver(context);
        // What is left is a packet that will never be complete.
        end();
        if (delivered) {
            context.fireChannelReadComplete();
        }
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        end();
    }

    /** The next packet, {@code null} if it is held or incomplete, or if there is none. */
    private @Nullable InboundPacket next() {
        if (!received.isReadable() || gate.holds(nextType())) {
            return null;
        }
        InboundPacket packet = reader.read(received);
        if (packet instanceof MalformedPacket) {
            end();
        }
        return packet;
    }

    private PacketType nextType() {
        return PacketType.of(received.getUnsignedByte(received.readerIndex()));
    }

    /** Takes over the first read as it is; the following ones are copied behind an incomplete packet. */
    private void append(ByteBuf read, ByteBufAllocator allocator) {
        received.discardSomeReadBytes();
        received = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, received, read);
    }

    private void free() {
        received.release();
        received = Unpooled.EMPTY_BUFFER;
    }
}
