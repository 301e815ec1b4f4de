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
 * The I/O mechanism of the event loops: epoll where its native library loads, otherwise the JDK's
 * selectors.
 *
 * @param handlers creates the I/O handler of each event loop
 * @param serverChannel the channel type for the bootstrap of a listener
 * @param description the name of the mechanism, and why epoll is not used: a line for the log
 */
public record NativeTransport(
        IoHandlerFactory handlers, Class<? extends ServerChannel> serverChannel, String description) {

    /** The best mechanism that is available on this machine. */
    public static NativeTransport best() {
        return Epoll.isAvailable()
                ? new NativeTransport(EpollIoHandler.newFactory(), EpollServerSocketChannel.class, "epoll")
                : nio("epoll is not available: " + TransportFailure.detail(Epoll.unavailabilityCause()));
    }

    /** @param reason why epoll is not used */
    static NativeTransport nio(String reason) {
        return new NativeTransport(NioIoHandler.newFactory(), NioServerSocketChannel.class, "NIO, because " + reason);
    }

    /**
     * Creates event loops on threads of their own; the caller must shut them down.
     *
     * @param threads number of event loops, each with one thread
     * @param name prefix of the threads' names, followed by numbers
     */
    public EventLoopGroup newEventLoops(int threads, String name) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name), handlers);
    }
}
