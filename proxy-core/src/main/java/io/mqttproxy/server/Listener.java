package io.mqttproxy.server;

import io.mqttproxy.config.ListenerConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One address to listen on, from a socket that is not bound yet to its end. */
final class Listener {
    private final ListenerConfig config;
    private final ChannelFuture registration;

    /** @param bootstrap of the connections that it will accept */
    Listener(ListenerConfig config, ServerBootstrap bootstrap) {
        this.config = config;
        this.registration = bootstrap.register();
    }

    /**
     * Returns when connections are accepted.
     *
     * @throws IOException naming the listener, when there is no socket for it or it cannot be bound
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
            // Netty rethrows checked exceptions unchecked.
            throw new IOException("listen: cannot bind " + config + ": " + e.getMessage(), e);
        }
    }

    /** With the real port where 0 was asked for. */
    InetSocketAddress address() {
        return (InetSocketAddress) channel().localAddress();
    }

    /** Returns at once; there is nothing to close of one that never had a socket. */
    void close() {
        if (registration.isSuccess()) {
            channel().close();
        }
    }

    private Channel channel() {
        return registration.channel();
    }
}
