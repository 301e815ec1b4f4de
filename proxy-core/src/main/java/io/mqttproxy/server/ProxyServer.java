package io.mqttproxy.server;

import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.connection.ConnectionServices;
import io.mqttproxy.connection.MqttTail;
import io.mqttproxy.mqtt.PacketDecoder;
import io.mqttproxy.transport.NativeTransport;
import io.mqttproxy.transport.TransportSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running proxy: event loops and listeners, from bind to the last connection. What it hands publications to is made,
 * and closed after it, by somebody else.
 *
 * <p>Safe for all threads but event loops; {@link #close} blocks.
 */
public final class ProxyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);
    private static final int ACCEPT_BACKLOG = 4_096;

    /** Acknowledgements that a client may leave unread; each costs Netty about a hundred bytes. */
    private static final WriteBufferWaterMark UNREAD_ACKS = new WriteBufferWaterMark(8 * 1024, 16 * 1024);

    /** Sixteen thousand acknowledgements; the kernel's own choice grows to megabytes for a client that never reads. */
    private static final int SEND_BUFFER = 64 * 1024;

    /** For an event loop to end its connections; far more than a hundred thousand of them take. */
    private static final int END_SECONDS = 2;

    private static final int SMALLEST_READ = 64;
    private static final int FIRST_READ = 2 * 1024;

    private final ConnectionServices services;
    private final TransportSettings settings;
    private final EventLoopGroup eventLoops;
    private final MqttTail tail;
    private final Admission admission;
    private final List<Listener> listeners;

    /**
     * Makes event loops and listeners, which are closed as yet.
     *
     * @param eventLoopThreads 0 for one per core
     */
    public ProxyServer(
            List<ListenerConfig> listeners,
            int eventLoopThreads,
            TransportSettings settings,
            ConnectionServices services) {
        NativeTransport transport = NativeTransport.best();
        LOG.info("Transport: {}", transport.description());
        int threads = eventLoopThreads == 0 ? Runtime.getRuntime().availableProcessors() : eventLoopThreads;
        this.services = services;
        this.settings = settings;
        this.eventLoops = transport.newEventLoops(threads, "mqtt");
        this.tail = new MqttTail(services, threads);
        this.admission = new Admission(services.limits(), services.metrics());
        this.listeners = listeners.stream()
                .map(config -> new Listener(config, bootstrap(config, transport)))
                .toList();
    }

    /**
     * Binds every listener; returns when all of them accept connections.
     *
     * @throws IOException naming the listener that could not be bound; others may be open until {@link #close}
     */
    public void listen() throws IOException {
        for (Listener listener : listeners) {
            listener.bind();
        }
    }

    /** The addresses in the order of the listeners, with the real port where 0 was asked for. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /** Open sockets, those that have not sent CONNECT included. */
    public int openConnections() {
        return admission.open();
    }

    /**
     * Stops accepting, then ends every connection as soon as what is on its way is stored and acknowledged, paced by {@code
     * drain-rate}. Returns at once; the future completes when the last connection is gone and the last will is settled, or
     * {@code drain-timeout} has passed, and says whether all of them ended in order.
     */
    public CompletableFuture<Boolean> drain() {
        listeners.forEach(Listener::close);
        services.registry().publishDelayedWills();
        return new Drain(services.delivery(), tail.loops(), admission.open(), this::isSettled).start();
    }

    /** Ends what is still open, without further acknowledgements, and stops the event loops. A second call does nothing. */
    @Override
    public void close() {
        if (eventLoops.isShuttingDown()) {
            return;
        }
        listeners.forEach(Listener::close);
        endConnections();
        eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /** The sockets first: whoever has left one is still counted by the registry. */
    private boolean isSettled() {
        return admission.open() == 0 && services.registry().unfinished() == 0;
    }

    /** In the proxy's name: to an event loop that closes its channels, the clients would have vanished and left their wills. */
    private void endConnections() {
        CompletableFuture<?>[] ends = tail.loops().stream()
                .map(loop -> CompletableFuture.runAsync(loop::stop, loop.eventLoop()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private ServerBootstrap bootstrap(ListenerConfig listener, NativeTransport transport) {
        return new ServerBootstrap()
                .group(eventLoops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, PacketDecoder.LARGEST_READ))
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNREAD_ACKS)
                .childHandler(new Accept(
                        admission,
                        listener,
                        settings,
                        pipeline -> tail.addTo(pipeline, listener.scheme().text())));
    }
}
