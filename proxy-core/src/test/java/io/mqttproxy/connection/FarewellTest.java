package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.metrics.ProxyMetrics;
import io.mqttproxy.mqtt.ProtocolVersion;
import io.mqttproxy.mqtt.Wire;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.PublishOutcome;
import io.mqttproxy.publish.PublishSink;
import io.mqttproxy.security.Authorizer;
import io.mqttproxy.trace.Traces;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a real socket, because it is the kernel that throws away what a client has not read. */
@Timeout(30)
class FarewellTest {
    private static final byte[] CONNACK = Wire.bytes(0x20, 2, 0, 0);
    private static final byte[] PUBACK_1 = Wire.bytes(0x40, 2, 0, 1);

    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(eventLoops.next());
    private int port;

    /** Stores the first message of a connection and fails the second. */
    private static PublishSink failingSecond() {
        return (publication, listener) -> {
            boolean first = publication.payload()[0] == '1';
            listener.onOutcome(
                    first
                            ? PublishOutcome.Stored.STORED
                            : new PublishOutcome.Failed(FailureReason.KAFKA_NOT_ENOUGH_REPLICAS));
            return PublishSink.Offer.ACCEPTED;
        };
    }

    @BeforeEach
    void start() {
        Policy policy = new Policy(new FakeAuthenticator(), Authorizer.ALLOW_ALL, TestProxy.BY_NAME);
        MqttTail tail = new MqttTail(
                new ConnectionServices(
                        failingSecond(),
                        () -> policy,
                        null,
                        LimitsConfig.DEFAULTS,
                        DeliveryConfig.DEFAULTS,
                        new ConnectionRegistry(),
                        new Traces(),
                        new ProxyMetrics(new SimpleMeterRegistry())),
                1);
        Channel listener = new ServerBootstrap()
                .group(eventLoops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        tail.addTo(channel.pipeline(), "mqtt");
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        port = ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** An event loop that is shut down may drop the last events of channels that are still open, and with them buffers. */
    @AfterEach
    void stop() {
        connections.close().syncUninterruptibly();
        eventLoops.submit(() -> {}).syncUninterruptibly();
        eventLoops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void theLastAckReachesAClientThatIsStillSending() throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream()
                    .write(Connect.of(ProtocolVersion.MQTT_3_1_1, "device").bytes());
            InputStream in = client.getInputStream();
            assertArrayEquals(CONNACK, in.readNBytes(4));

            byte[] unfinished = Arrays.copyOf(publish(3, "3".repeat(200_000)), 150_000);
            client.getOutputStream().write(Wire.join(publish(1, "1"), publish(2, "2"), unfinished));

            assertArrayEquals(PUBACK_1, in.readNBytes(4));
            assertEquals(-1, in.read(), "the end, and no reset");
        }
    }

    private static byte[] publish(int packetId, String payload) {
        return Wire.packet(0x32, Wire.string("a"), Wire.twoBytes(packetId), Wire.utf8(payload));
    }
}
