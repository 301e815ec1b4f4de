package io.mqttproxy.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * How sockets are waited for: by epoll where its native library loads, otherwise by the JDK's selectors.
 *
 * @param serverChannel for the bootstrap of a listener
 * @param description which one it is, and why not the other: a line for the log
 */
public record NativeTransport(
        IoHandlerFactory handlers, Class<? extends ServerChannel> serverChannel, String description) {

    /** The best one that this machine has. */
    public static NativeTransport best() {
        return Epoll.isAvailable()
                ? new NativeTransport(EpollIoHandler.newFactory(), EpollServerSocketChannel.class, "epoll")
                : nio("epoll is not available: " + TransportFailure.detail(Epoll.unavailabilityCause()));
    }

    /** @param reason why nothing better is used */
    static NativeTransport nio(String reason) {
        return new NativeTransport(NioIoHandler.newFactory(), NioServerSocketChannel.class, "NIO, because " + reason);
    }

    /**
     * Event loops on threads of their own, which whoever asks for them shuts down.
     *
     * @param threads one event loop each
     * @param name of the threads, followed by numbers
     */
    public EventLoopGroup newEventLoops(int threads, String name) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name), handlers);
    }
}
