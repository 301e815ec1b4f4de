package io.mqttproxy.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/**
 * One end of a relayed connection: bytes read here, and the end of the stream, are passed on to the
 * other end after the delay.
 */
final class RelayHandler extends ChannelInboundHandlerAdapter {
    /** Bytes in flight in one direction: with 100 ms each way this still allows 160 MiB per second. */
    static final int MAX_UNDERWAY = 16 << 20;

    private final TcpRelay relay;
    private final Channel peer;
    private int underway;
    private boolean ended;

    RelayHandler(TcpRelay relay, Channel peer) {
        this.relay = relay;
        this.peer = peer;
    }

    /**
     * Whether to read. Not after the end of the stream: with epoll, another read would close the whole
     * connection.
     */
    boolean mayRead() {
        return !ended && underway < MAX_UNDERWAY && peer.isWritable();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        int length = bytes.readableBytes();
        underway += length;
        relay.setReading(context.channel());
        pass(() -> {
            underway -= length;
            peer.write(bytes, peer.voidPromise());
            relay.setReading(context.channel());
        });
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        pass(peer::flush);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        relay.setReading(peer);
    }

    /** One direction has ended. Bytes sent before are still delivered, and the other direction stays open. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ended = true;
            pass(() -> peer.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                ((DuplexChannel) peer).shutdownOutput();
                if (((DuplexChannel) context.channel()).isOutputShutdown()) {
                    peer.close();
                    context.close();
                }
            }));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        pass(() -> peer.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE));
    }

    /**
     * Runs a task after the delay. Order is kept, because tasks that are due at the same time run in
     * the order of scheduling.
     */
    private void pass(Runnable task) {
        if (relay.delay().isZero()) {
            task.run();
        } else {
            peer.eventLoop().schedule(task, relay.delay().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
