package io.mqttproxy.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ListenerConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListenerTest {
    @Test
    void aHostThatCannotBeResolvedIsNamed() {
        EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Listener listener = new Listener(
                    new ListenerConfig(ListenerConfig.Scheme.MQTT, "no..host", 1883, "", false),
                    new ServerBootstrap()
                            .group(eventLoops)
                            .channel(NioServerSocketChannel.class)
                            .childHandler(new ChannelInboundHandlerAdapter()));

            assertEquals(
                    "listen: cannot bind mqtt://no..host:1883: the host name cannot be resolved",
                    assertThrows(IOException.class, listener::bind).getMessage());
            listener.close();
        } finally {
            eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    /** Happens when the process has run out of file descriptors. */
    @Test
    void aListenerWithoutASocketIsNamedAndCanBeClosed() {
        EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Listener listener = new Listener(
                    ListenerConfig.parse("mqtt://localhost:1883"),
                    new ServerBootstrap()
                            .group(eventLoops)
                            .channelFactory(() -> {
                                throw new IllegalStateException("too many open files");
                            })
                            .childHandler(new ChannelInboundHandlerAdapter()));

            String problem = String.valueOf(
                    assertThrows(IOException.class, listener::bind).getMessage());
            assertTrue(problem.contains("mqtt://localhost:1883") && problem.contains("too many open files"), problem);
            listener.close();
        } finally {
            eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
