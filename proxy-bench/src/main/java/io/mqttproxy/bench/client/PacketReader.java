package io.mqttproxy.bench.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Splits the incoming stream into packets, and calls the client for those that a publisher can
 * receive; skips all others.
 */
final class PacketReader extends ByteToMessageDecoder {
    private static final int INCOMPLETE = -1;
    private static final int LONGEST_LENGTH_FIELD = 4;

    private final MqttClient client;
    private long readTime;

    PacketReader(MqttClient client) {
        this.client = client;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        client.onActive();
    }

    /** All packets of one read share its time, because they had arrived when the read began. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        readTime = System.nanoTime();
        super.channelRead(context, message);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int start = in.readerIndex();
        int header = in.readUnsignedByte();
        int length = readRemainingLength(in);
        if (length == INCOMPLETE || in.readableBytes() < length) {
            in.readerIndex(start);
            return;
        }
        int end = in.readerIndex() + length;
        dispatch(header >>> 4, in, length);
        in.readerIndex(end);
    }

    private void dispatch(int type, ByteBuf in, int length) {
        switch (type) {
            case 2 -> client.onConnack(in.readUnsignedShort() & 0xFF, ConnackProperties.receiveMaximum(in, length - 2));
            case 4 -> client.onPuback(in.readUnsignedShort(), reasonCode(in, length), readTime);
            case 5 -> client.onPubrec(in.readUnsignedShort(), reasonCode(in, length), readTime);
            case 7 -> client.onPubcomp(in.readUnsignedShort());
            case 13 -> client.onPingresp();
            case 14 -> client.onDisconnect(length == 0 ? 0 : in.readUnsignedByte());
            default -> {
                // A publisher expects no other packets.
            }
        }
    }

    /** The reason code may be left out if it means success; MQTT 3.1.1 has none. */
    private static int reasonCode(ByteBuf in, int length) {
        return length > 2 ? in.readUnsignedByte() : 0;
    }

    private static int readRemainingLength(ByteBuf in) {
        int value = 0;
        for (int index = 0; index < LONGEST_LENGTH_FIELD; index++) {
            if (!in.isReadable()) {
                return INCOMPLETE;
            }
            int digit = in.readUnsignedByte();
            value |= (digit & 0x7F) << (7 * index);
            if (digit < 0x80) {
                return value;
            }
        }
        throw new IllegalStateException("malformed remaining length");
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        super.channelReadComplete(context);
        client.onReadComplete();
    }

    /** Deferred, because this event can occur within a publish that is larger than the send buffer. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            context.executor().execute(client::onReadComplete);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        client.end("closed by server");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        client.end(CloseReasons.of(cause));
    }
}
