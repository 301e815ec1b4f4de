package io.mqttproxy.bench.chaos;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

/** One end of a relayed connection: what is read here is written there, and so is the end. */
final class RelayHandler extends ChannelInboundHandlerAdapter {
    private final TcpRelay relay;
    private final Channel peer;

    RelayHandler(TcpRelay relay, Channel peer) {
        this.relay = relay;
        this.peer = peer;
    }

    Channel peer() {
        return peer;
    }

    /** Only of the end that was opened second; the first has been active for long when it gets its handler. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        relay.join(peer, context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        peer.write(bytes, peer.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        peer.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        relay.setReading(peer);
    }

    /** One direction has ended; what was sent before is delivered, and the other direction goes on. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            DuplexChannel there = (DuplexChannel) peer;
            if (there.isInputShutdown()) {
                context.close();
            } else {
                there.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> there.shutdownOutput());
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (peer.isActive()) {
            peer.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
