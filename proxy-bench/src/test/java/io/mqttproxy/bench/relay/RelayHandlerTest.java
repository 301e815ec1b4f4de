package io.mqttproxy.bench.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayHandlerTest {
    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final TcpRelay relay = new TcpRelay(eventLoops.next(), 0, Duration.ofMillis(5));

    @AfterEach
    void close() {
        relay.close();
        eventLoops.shutdownGracefully();
    }

    @Test
    void bytesInFlightAreBounded() {
        EmbeddedChannel here = new EmbeddedChannel();
        EmbeddedChannel there = new EmbeddedChannel(new RelayHandler(relay, here));
        there.freezeTime();
        here.pipeline().addLast(new RelayHandler(relay, there));

        here.writeInbound(Unpooled.wrappedBuffer(new byte[RelayHandler.MAX_UNDERWAY - 1]));
        assertTrue(here.config().isAutoRead());
        here.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
        assertFalse(here.config().isAutoRead());

        there.advanceTimeBy(5, TimeUnit.MILLISECONDS);
        there.runPendingTasks();
        assertTrue(here.config().isAutoRead());
        assertEquals(2, there.outboundMessages().size());
        there.releaseOutbound();
    }
}
