package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real MQTT client through each kind of listener, against a tail that acknowledges everything. */
class RealClientTest {
    private static final int PUBLISHES = 200;

    private final Certificates certificates;
    private final AtomicLong payloadBytes = new AtomicLong();

    RealClientTest(@TempDir Path directory) {
        certificates = new Certificates(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt://localhost", "mqtts://localhost", "ws://localhost/mqtt", "wss://localhost/mqtt"})
    void publishesOfAllSizesArrive(String listen) throws Exception {
        X509Bundle certificate = certificates.server(Certificates.builder(), "localhost");
        TlsContexts tls = TlsContexts.load(certificates.config(certificate));
        try (LocalServer server = new LocalServer(listen, tls, this::acknowledgeAll)) {
            Mqtt3BlockingClient client = client(listen, server.port());
            client.connect();
            long sent = publish(client);
            client.disconnect();

            assertEquals(sent, payloadBytes.get());
        }
    }

    private Mqtt3BlockingClient client(String listen, int port) {
        Mqtt3ClientBuilder builder = Mqtt3Client.builder()
                .identifier("sensor-7")
                .serverHost("localhost")
                .serverPort(port);
        if (listen.startsWith("ws")) {
            builder = builder.webSocketConfig().serverPath("mqtt").applyWebSocketConfig();
        }
        if (listen.startsWith("mqtts") || listen.startsWith("wss")) {
            builder = builder.sslConfig(MqttClientSslConfig.builder()
                    .trustManagerFactory(certificates.authority().toTrustManagerFactory())
                    .build());
        }
        return builder.buildBlocking();
    }

    private static long publish(Mqtt3BlockingClient client) {
        Random sizes = new Random(7);
        long sent = 0;
        for (int i = 0; i < PUBLISHES; i++) {
            int size = sizes.nextInt(i % 20 == 0 ? 100_000 : 200);
            client.publishWith()
                    .topic("a/b")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(new byte[size])
                    .send();
            sent += size;
        }
        return sent;
    }

    private void acknowledgeAll(ChannelPipeline pipeline) {
        pipeline.addLast(new MqttDecoder(256 * 1024), MqttEncoder.INSTANCE, new Acknowledging());
    }

    private final class Acknowledging extends SimpleChannelInboundHandler<MqttMessage> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
            if (message instanceof MqttPublishMessage publish) {
                payloadBytes.addAndGet(publish.payload().readableBytes());
                context.writeAndFlush(MqttMessageBuilders.pubAck()
                        .packetId(publish.variableHeader().packetId())
                        .build());
            } else {
                context.writeAndFlush(MqttMessageBuilders.connAck()
                        .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                        .build());
            }
        }
    }
}
