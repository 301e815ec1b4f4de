package io.mqttproxy.transport;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.ProxyProtocolConfig;
import io.mqttproxy.config.WebSocketConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listener on a free loopback port whose tail echoes all bytes. */
final class LocalServer implements AutoCloseable {
    private final BlockingQueue<TransportFailure> failures = new LinkedBlockingQueue<>();
    private final BlockingQueue<Channel> talking = new LinkedBlockingQueue<>();
    private final EventLoopGroup eventLoops = NativeTransport.best().newEventLoops(1, "test");
    private final Channel server;

    LocalServer(String listen, @Nullable TlsContexts tls) throws InterruptedException {
        this(listen, tls, null);
    }

    /** @param tail replaces the tail that echoes all bytes */
    LocalServer(String listen, @Nullable TlsContexts tls, @Nullable Consumer<ChannelPipeline> tail)
            throws InterruptedException {
        TransportSettings settings = new TransportSettings(
                LimitsConfig.DEFAULTS, WebSocketConfig.DEFAULTS, ProxyProtocolConfig.DEFAULTS, tls);
        Consumer<ChannelPipeline> echo = pipeline -> pipeline.addLast(new Echo());
        server = new ServerBootstrap()
                .group(eventLoops)
                .channel(NativeTransport.best().serverChannel())
                .childHandler(new ListenerPipeline(ListenerConfig.parse(listen), settings, tail == null ? echo : tail))
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** The next {@link TransportFailure} of a connection. */
    TransportFailure failure() throws InterruptedException {
        return next(failures);
    }

    /** The next connection whose bytes have reached the tail. */
    Channel talking() throws InterruptedException {
        return next(talking);
    }

    boolean hasSeenNothing() {
        return failures.isEmpty() && talking.isEmpty();
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing within ten seconds");
        }
        return next;
    }

    @Override
    public void close() {
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            talking.add(context.channel());
            context.writeAndFlush(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof TransportFailure failure) {
                failures.add(failure);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
