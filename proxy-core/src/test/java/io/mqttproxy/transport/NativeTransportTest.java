package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NativeTransportTest {

    @Test
    void epollIsUsedWhereItLoads() {
        assertEquals(Epoll.isAvailable(), NativeTransport.best().description().equals("epoll"));
    }

    @Test
    void theDescriptionSaysWhyEpollIsNotUsed() {
        assertEquals("NIO, because of a test", NativeTransport.nio("of a test").description());
    }

    @Test
    void epollAndNioListenOnTheirEventLoops() {
        listen(NativeTransport.best());
        listen(NativeTransport.nio("of a test"));
    }

    private static void listen(NativeTransport transport) {
        EventLoopGroup eventLoops = transport.newEventLoops(2, "listen");
        try {
            assertTrue(new ServerBootstrap()
                    .group(eventLoops)
                    .channel(transport.serverChannel())
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .bind("127.0.0.1", 0)
                    .syncUninterruptibly()
                    .channel()
                    .isActive());
        } finally {
            eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }
}
