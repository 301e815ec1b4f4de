package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.LimitsConfig;
import io.mqttproxy.config.ListenerConfig;
import io.mqttproxy.config.ProxyProtocolConfig;
import io.mqttproxy.config.WebSocketConfig;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.pkitesting.X509Bundle;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerPipelineTest {
    private static final String HOST = "proxy.example";

    private final Certificates certificates;
    private final TlsContexts tls;

    ListenerPipelineTest(@TempDir Path directory) {
        certificates = new Certificates(directory);
        X509Bundle certificate = certificates.server(Certificates.builder(), HOST);
        tls = TlsContexts.load(certificates.config(certificate));
    }

    @ParameterizedTest
    @CsvSource({
        "mqtt://localhost, 0",
        "mqtts://localhost, 3",
        "ws://localhost, 4",
        "wss://localhost, 7",
        "mqtt://localhost?proxy-protocol=required, 3",
        "wss://localhost?proxy-protocol=required, 10"
    })
    void eachListenerHasOnlyItsOwnStages(String listen, int stages) {
        TransportSettings settings = new TransportSettings(
                LimitsConfig.DEFAULTS, WebSocketConfig.DEFAULTS, ProxyProtocolConfig.DEFAULTS, tls);
        RecordingTail tail = new RecordingTail();
        ListenerPipeline pipeline = new ListenerPipeline(
                ListenerConfig.parse(listen), settings, handlers -> handlers.addLast("tail", tail));
        EmbeddedChannel channel = new EmbeddedChannel(pipeline) {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress("127.0.0.1", 1);
            }
        };

        assertEquals("tail", channel.pipeline().names().get(stages));
        channel.finishAndReleaseAll();
    }

    @Test
    void aTlsConnectionBehindABalancerHasTheDevicesAddress() throws Exception {
        try (LocalServer server = new LocalServer("mqtts://localhost?proxy-protocol=required", tls);
                Socket balancer = new Socket("127.0.0.1", server.port())) {
            balancer.getOutputStream()
                    .write("PROXY TCP4 192.0.2.7 198.51.100.1 4660 8883\r\n".getBytes(StandardCharsets.US_ASCII));
            TlsClient client = new TlsClient(certificates.authority(), null);
            try (SSLSocket socket = client.connect(balancer, HOST, "TLSv1.3")) {
                assertTrue(socket.isConnected());
                Channel channel = server.talking();
                assertEquals(new InetSocketAddress("192.0.2.7", 4660), TransportAttributes.remoteAddress(channel));
                assertEquals(
                        List.of(HandlerNames.TLS_RECORDS, HandlerNames.TLS),
                        channel.pipeline().names().subList(0, 2));
            }
        }
    }

    @Test
    void aConnectionWithoutBalancerHasTheSocketsAddressAndNoAttributes() throws Exception {
        try (LocalServer server = new LocalServer("mqtt://localhost", null);
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(1);
            Channel channel = server.talking();

            assertEquals(
                    socket.getLocalPort(),
                    TransportAttributes.remoteAddress(channel).getPort());
            assertFalse(channel.hasAttr(TransportAttributes.REMOTE_ADDRESS));
        }
    }
}
