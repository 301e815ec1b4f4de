package io.mqttproxy.bench.relay;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Relays TCP connections: a load balancer, if it has several targets, and a cable that can be cut or
 * long. Targets are used in turn; one that refuses a connection is skipped. Thread-safe, but not to be
 * called on its own event loop.
 */
public final class TcpRelay implements AutoCloseable {
    private final EventLoop eventLoop;
    private final Sockets sockets;
    private final Duration delay;
    private final Channel listener;

    // Accessed on the event loop only.
    private final ChannelGroup channels;
    private List<InetSocketAddress> targets = List.of();
    private int turn;
    private boolean cut;

    /** Without a delay, on a free port. */
    public TcpRelay(EventLoop eventLoop) {
        this(eventLoop, 0, Duration.ZERO);
    }

    /**
     * Listens on the loopback address; without a target yet, connections are closed.
     *
     * @param eventLoop of epoll for delays that are precise to a fraction of a millisecond, and of NIO where the relay is
     *     {@link #cut}: epoll tells of the end of a connection even while it is not read
     * @param port 0 for a free one
     * @param delay how much later bytes, and the end of a connection, arrive than they were sent, in each direction; a new
     *     connection is made at once
     */
    public TcpRelay(EventLoop eventLoop, int port, Duration delay) {
        this.eventLoop = eventLoop;
        this.delay = delay;
        sockets = Sockets.of(eventLoop);
        channels = new DefaultChannelGroup(eventLoop);
        listener = new Bootstrap()
                .group(eventLoop)
                .channel(sockets.listener())
                .handler(new Acceptor())
                .bind(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Sets the targets of new connections. */
    public void to(List<InetSocketAddress> targets) {
        run(() -> this.targets = List.copyOf(targets));
    }

    /**
     * Cuts the cable: from now on no bytes, no new connections and no ends of connections pass, and
     * nobody is told.
     */
    public void cut() {
        setCut(true);
    }

    /** Mends the cable: everything sent since {@link #cut} passes now. */
    public void mend() {
        setCut(false);
    }

    private void setCut(boolean cut) {
        run(() -> {
            this.cut = cut;
            listener.config().setAutoRead(!cut);
            channels.forEach(this::setReading);
        });
    }

    /**
     * Registers an accepted connection with the event loop only once the connection to the target is
     * open, so that nothing of it can get lost before.
     */
    private final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            connect((Channel) accepted, 0);
        }
    }

    private void connect(Channel accepted, int attempt) {
        if (attempt == targets.size()) {
            accepted.unsafe().closeForcibly();
            return;
        }
        new Bootstrap()
                .group(eventLoop)
                .channel(sockets.connection())
                .option(ChannelOption.AUTO_READ, false)
                .handler(new RelayHandler(this, accepted))
                .connect(targets.get(Math.floorMod(turn++, targets.size())))
                .addListener((ChannelFuture opening) -> {
                    if (opening.isSuccess()) {
                        join(accepted, opening.channel());
                    } else {
                        connect(accepted, attempt + 1);
                    }
                });
    }

    private void join(Channel accepted, Channel opened) {
        for (Channel end : List.of(accepted, opened)) {
            end.config().setOption(ChannelOption.TCP_NODELAY, true);
            end.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
            channels.add(end);
        }
        accepted.config().setAutoRead(false);
        accepted.pipeline().addLast(new RelayHandler(this, opened));
        eventLoop.register(accepted);
        setReading(accepted);
        setReading(opened);
    }

    /** Reads from a channel while the cable is not cut and has room, and the other end can be written to. */
    void setReading(Channel channel) {
        RelayHandler handler = channel.pipeline().get(RelayHandler.class);
        if (handler != null) {
            channel.config().setAutoRead(!cut && handler.mayRead());
        }
    }

    Duration delay() {
        return delay;
    }

    private void run(Runnable task) {
        eventLoop.submit(task).syncUninterruptibly();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        channels.close().syncUninterruptibly();
    }
}
