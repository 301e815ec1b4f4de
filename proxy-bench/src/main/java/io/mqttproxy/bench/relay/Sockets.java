package io.mqttproxy.bench.relay;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** The kinds of sockets that an event loop can serve. */
record Sockets(Class<? extends ServerChannel> listener, Class<? extends Channel> connection) {
    static Sockets of(EventLoop eventLoop) {
        boolean epoll = eventLoop instanceof IoEventLoop loop && loop.isIoType(EpollIoHandler.class);
        return epoll
                ? new Sockets(EpollServerSocketChannel.class, EpollSocketChannel.class)
                : new Sockets(NioServerSocketChannel.class, NioSocketChannel.class);
    }
}
