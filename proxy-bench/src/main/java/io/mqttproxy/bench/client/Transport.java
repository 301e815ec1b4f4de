package io.mqttproxy.bench.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * Uses epoll where available, for its timers of microsecond precision and its low cost per connection,
 * and NIO elsewhere.
 */
public final class Transport {
    private Transport() {}

    /** Daemon threads; the caller shuts the group down. */
    public static EventLoopGroup eventLoops(int threads) {
        IoHandlerFactory factory = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("mqtt-client", true), factory);
    }

    /** For connections of these event loops. */
    public static Bootstrap bootstrap() {
        Bootstrap bootstrap = new Bootstrap().option(ChannelOption.TCP_NODELAY, true);
        if (Epoll.isAvailable()) {
            // The system chooses the port once the server is known, so one port can serve connections
            // between different addresses.
            return bootstrap.channel(EpollSocketChannel.class).option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
        return bootstrap.channel(NioSocketChannel.class);
    }
}
