package io.mqttproxy.server;

import io.mqttproxy.config.ListenerConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One address to listen on. Its socket is created by the constructor and bound by {@link #bind}. */
final class Listener {
    private final ListenerConfig config;
    private final ChannelFuture registration;

    /** @param bootstrap sets up the connections that this listener will accept */
    Listener(ListenerConfig config, ServerBootstrap bootstrap) {
        this.config = config;
        this.registration = bootstrap.register();
    }

    /**
     * Binds the socket; blocks until connections are accepted.
     *
     * @throws IOException naming the listener, if its host name cannot be resolved or its socket
     *     cannot be created or bound
     */
    void bind() throws IOException {
        InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
        if (address.isUnresolved()) {
            throw new IOException("listen: cannot bind " + config + ": the host name cannot be resolved");
        }
        try {
            registration.sync();
            channel().bind(address).sync();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while binding " + config, e);
        } catch (Exception e) {
            // sync() rethrows checked exceptions without declaring them, such as BindException.
            throw new IOException("listen: cannot bind " + config + ": " + e.getMessage(), e);
        }
    }

    /** The bound address, with the real port if port 0 was configured. */
    InetSocketAddress address() {
        return (InetSocketAddress) channel().localAddress();
    }

    /** Begins to close the socket and returns at once. Does nothing if the socket could not be created. */
    void close() {
        if (registration.isSuccess()) {
            channel().close();
        }
    }

    private Channel channel() {
        return registration.channel();
    }
}
