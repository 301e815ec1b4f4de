package io.mqttproxy.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.ProxyProtocolConfig;
import io.mqttproxy.config.WebSocketConfig;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.transport.TransportEvent;
import io.mqttproxy.transport.TransportFailure;
import io.mqttproxy.transport.TransportSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A listener behind a balancer with the PROXY protocol, with a limit of one connection per address. */
class AcceptTest {
    private static final LimitsConfig LIMITS = AdmissionTest.limits(100, 1, 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Admission admission = new Admission(LIMITS, new ProxyMetrics(meters));
    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void nothingOfARefusedConnectionReachesMqtt() {
        Tail first = connect("192.0.2.7");
        Tail second = connect("192.0.2.7");

        assertEquals("CONNECT", first.text.toString());
        assertEquals(List.of(TransportEvent.REMOTE_ADDRESS_KNOWN), first.events);
        assertTrue(channels.get(0).isOpen());

        assertEquals("", second.text.toString());
        assertEquals(
                List.of(new TransportFailure(
                        TransportFailure.Reason.TOO_MANY_CONNECTIONS_OF_ADDRESS, "max-connections-per-address")),
                second.events);
        assertFalse(channels.get(1).isOpen());
    }

    @Test
    void theAddressIsTheDevicesAndNotTheBalancers() {
        connect("192.0.2.7");

        assertEquals("CONNECT", connect("192.0.2.8").text.toString());
    }

    @Test
    void aDeviceThatDisconnectsMakesRoomForAnother() {
        connect("192.0.2.7");
        channels.get(0).close();

        assertEquals("CONNECT", connect("192.0.2.7").text.toString());
    }

    /** The balancer sends its header together with the device's first bytes. */
    private Tail connect(String device) {
        Tail tail = new Tail();
        TransportSettings settings =
                new TransportSettings(LIMITS, WebSocketConfig.DEFAULTS, ProxyProtocolConfig.DEFAULTS, null);
        ListenerConfig listener = ListenerConfig.parse("mqtt://localhost?proxy-protocol=required");
        EmbeddedChannel channel =
                new EmbeddedChannel(new Accept(admission, listener, settings, pipeline -> pipeline.addLast(tail))) {
                    @Override
                    protected SocketAddress remoteAddress0() {
                        return new InetSocketAddress("127.0.0.1", 1);
                    }
                };
        channels.add(channel);
        channel.writeInbound(Unpooled.copiedBuffer(
                "PROXY TCP4 " + device + " 198.51.100.1 4660 1883\r\nCONNECT", StandardCharsets.US_ASCII));
        return tail;
    }

    private static final class Tail extends ChannelInboundHandlerAdapter {
        private final StringBuilder text = new StringBuilder();
        private final List<Object> events = new ArrayList<>();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            text.append(bytes.toString(StandardCharsets.US_ASCII));
            bytes.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            events.add(event);
        }
    }
}
