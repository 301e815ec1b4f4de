package io.mqttproxy.bench.chaos;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Passes TCP connections on: a balancer, when it has several targets, and a cable that can be cut. The targets take turns; one
 * that refuses a connection is passed over. Safe for all threads.
 */
final class TcpRelay implements Balancer {
    private final EventLoop eventLoop;
    private final Channel listener;

    // These belong to the event loop.
    private final ChannelGroup channels;
    private List<InetSocketAddress> targets = List.of();
    private int turn;
    private boolean cut;

    /** Listens on a free port of the loopback address; without a target yet, connections are closed. */
    TcpRelay(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
        channels = new DefaultChannelGroup(eventLoop);
        listener = new ServerBootstrap()
                .group(eventLoop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        connect(accepted, 0);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** It ends with this process only. */
    @Override
    public void requireRunning() {}

    /** Where connections lead to from now on. */
    void to(List<InetSocketAddress> targets) {
        run(() -> this.targets = List.copyOf(targets));
    }

    /** From now on no byte passes and nobody is told, neither about ends of connections nor about new ones. */
    void cut() {
        setCut(true);
    }

    /** What was sent since {@link #cut} passes now. */
    void mend() {
        setCut(false);
    }

    private void setCut(boolean cut) {
        run(() -> {
            this.cut = cut;
            listener.config().setAutoRead(!cut);
            channels.forEach(this::setReading);
        });
    }

    private void connect(Channel accepted, int attempt) {
        if (attempt == targets.size()) {
            accepted.close();
            return;
        }
        new Bootstrap()
                .group(eventLoop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(new RelayHandler(this, accepted))
                .connect(targets.get(Math.floorMod(turn++, targets.size())))
                .addListener(opening -> {
                    if (!opening.isSuccess()) {
                        connect(accepted, attempt + 1);
                    }
                });
    }

    /** Both ends are connected. */
    void join(Channel accepted, Channel opened) {
        accepted.pipeline().addLast(new RelayHandler(this, opened));
        channels.add(accepted);
        channels.add(opened);
        setReading(accepted);
        setReading(opened);
    }

    /** A channel is read while the cable is whole and the other end takes what was read. */
    void setReading(Channel channel) {
        RelayHandler handler = channel.pipeline().get(RelayHandler.class);
        if (handler != null) {
            channel.config().setAutoRead(!cut && handler.peer().isWritable());
        }
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
