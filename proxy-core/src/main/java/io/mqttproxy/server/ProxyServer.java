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
 * The running proxy: event loops and listeners, from bind to the last connection. The caller creates
 * the sink that stores publications, and closes it after this server.
 *
 * <p>Thread-safe. Do not call from an event loop: {@link #close} blocks until the event loops have
 * stopped.
 */
public final class ProxyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyServer.class);
    private static final int ACCEPT_BACKLOG = 4_096;

    /**
     * How many bytes of acknowledgements a client may leave unread; each acknowledgement costs Netty
     * about a hundred bytes.
     */
    private static final WriteBufferWaterMark UNREAD_ACKS = new WriteBufferWaterMark(8 * 1024, 16 * 1024);

    /**
     * Room for sixteen thousand acknowledgements. The kernel's default grows to megabytes for a client
     * that never reads.
     */
    private static final int SEND_BUFFER = 64 * 1024;

    /**
     * How long event loops may take to end their connections; far longer than a hundred thousand
     * connections need.
     */
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
     * Creates the event loops and the listeners, which are not bound yet.
     *
     * @param eventLoopThreads number of event loops, 0 for one per core
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
     * Binds every listener; blocks until all of them accept connections.
     *
     * @throws IOException naming the listener that could not be bound; others may stay open until
     *     {@link #close}
     */
    public void listen() throws IOException {
        for (Listener listener : listeners) {
            listener.bind();
        }
    }

    /** The bound addresses in the order of the listeners, with the real port where port 0 was configured. */
    public List<InetSocketAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /** Number of open sockets, including those that have not sent CONNECT. */
    public int openConnections() {
        return admission.open();
    }

    /**
     * Stops accepting, then ends every connection as soon as its publishes in flight are stored and
     * acknowledged, paced by {@code drain-rate}. Returns at once. The future completes when the last
     * connection is closed and the last will is settled, or after {@code drain-timeout}; its value
     * tells whether everything ended before the timeout.
     */
    public CompletableFuture<Boolean> drain() {
        listeners.forEach(Listener::close);
        services.registry().publishDelayedWills();
        return new Drain(services.delivery(), tail.loops(), admission.open(), this::isSettled).start();
    }

    /**
     * Ends the remaining connections without further acknowledgements and stops the event loops;
     * blocks for up to seven seconds. A second call does nothing.
     */
    @Override
    public void close() {
        if (eventLoops.isShuttingDown()) {
            return;
        }
        listeners.forEach(Listener::close);
        endConnections();
        eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /** Checks the sockets first: a client whose socket has closed may still be unfinished in the registry. */
    private boolean isSettled() {
        return admission.open() == 0 && services.registry().unfinished() == 0;
    }

    /**
     * Ends the connections as a shutdown of the proxy. If the event loops closed the channels, it
     * would look as if the clients had vanished, and their wills would be published.
     */
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
