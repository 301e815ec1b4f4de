package io.mqttproxy.server;

import io.mqttproxy.config.ListenerConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One address to listen on, from a socket that is ready to be bound to its end. */
final class Listener {
    private final ListenerConfig config;
    private final Channel channel;

    /** @param bootstrap of the connections that it will accept */
    Listener(ListenerConfig config, ServerBootstrap bootstrap) {
        this.config = config;
        this.channel = bootstrap.register().syncUninterruptibly().channel();
    }

    /**
     * Returns when connections are accepted.
     *
     * @throws IOException naming the listener, when it cannot be bound
     */
    void bind() throws IOException {
        try {
            channel.bind(new InetSocketAddress(config.host(), config.port())).sync();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while binding " + config, e);
        } catch (Exception e) {
            // Netty rethrows the checked exception of the bind unchecked.
            throw new IOException("listen: cannot bind " + config + ": " + e.getMessage(), e);
        }
    }

    /** With the real port where 0 was asked for. */
    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Returns at once. */
    void close() {
        channel.close();
    }
}
