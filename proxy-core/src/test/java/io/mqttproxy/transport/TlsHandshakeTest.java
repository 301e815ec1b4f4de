package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.TlsConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.X509Bundle;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes over real sockets, with Java's own TLS as the client. */
class TlsHandshakeTest {
    private static final String HOST = "proxy.example";

    private final Certificates certificates;
    private final TlsClient client;
    private X509Bundle certificate;

    TlsHandshakeTest(@TempDir Path directory) throws Exception {
        certificates = new Certificates(directory);
        certificate = certificates.server(Certificates.builder(), HOST);
        client = new TlsClient(certificates.authority(), null);
    }

    private LocalServer server() throws InterruptedException {
        return new LocalServer("mqtts://localhost", TlsContexts.load(certificates.config(certificate)));
    }

    @ParameterizedTest
    @CsvSource({"OPENSSL, TLSv1.3", "OPENSSL, TLSv1.2", "JDK, TLSv1.3", "JDK, TLSv1.2"})
    void bothProvidersSpeakBothVersions(SslProvider provider, String protocol) throws Exception {
        Assumptions.assumeTrue(provider == SslProvider.JDK || OpenSsl.isAvailable());
        TlsContexts contexts = TlsContexts.load(certificates.config(certificate), provider);
        try (LocalServer server = new LocalServer("mqtts://localhost", contexts);
                SSLSocket socket = client.connect(server, HOST, protocol)) {
            assertEquals(protocol, socket.getSession().getProtocol());
            assertNull(TransportAttributes.clientCertificate(server.talking()));
        }
    }

    @Test
    void theProviderIsNamedForTheLog() {
        String expected =
                OpenSsl.isAvailable() ? "TLS by OpenSSL: " : "TLS by the JDK, because OpenSSL is not available";

        assertTrue(TlsContexts.load(certificates.config(certificate)).provider().startsWith(expected));
    }

    @Test
    void anRsaCertificateWorksToo() throws Exception {
        certificate = certificates.server(Certificates.builder().rsa2048(), HOST);
        try (LocalServer server = server();
                SSLSocket socket = client.connect(server, HOST, "TLSv1.2")) {
            assertTrue(socket.getSession().getCipherSuite().startsWith("TLS_ECDHE_RSA_"));
        }
    }

    @Test
    void afterTheHandshakeOnlyTheTlsHandlersRemain() throws Exception {
        try (LocalServer server = server();
                SSLSocket socket = client.connect(server, HOST, "TLSv1.3")) {
            assertTrue(socket.isConnected());
            List<String> names = server.talking().pipeline().names();
            assertEquals(List.of(HandlerNames.TLS_RECORDS, HandlerNames.TLS), names.subList(0, 2));
            assertEquals(4, names.size(), names.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionIsResumed(String protocol) throws Exception {
        try (LocalServer server = server()) {
            long created;
            try (SSLSocket first = client.connect(server, HOST, protocol)) {
                created = first.getSession().getCreationTime();
            }
            try (SSLSocket second = client.connect(server, HOST, protocol)) {
                assertEquals(created, second.getSession().getCreationTime());
            }
        }
    }

    @Test
    void onlyTheConfiguredVersionsAreSpoken() throws Exception {
        TlsConfig both = certificates.config(certificate);
        TlsConfig config = new TlsConfig(
                both.certificates(),
                both.keys(),
                null,
                null,
                null,
                both.clientAuth(),
                Set.of(TlsConfig.Protocol.TLSV1_3),
                both.sessionCacheSize(),
                both.sessionTimeout());
        try (LocalServer server = new LocalServer("mqtts://localhost", TlsContexts.load(config))) {
            assertThrows(SSLException.class, () -> client.connect(server, HOST, "TLSv1.2"));
            assertEquals(TransportFailure.Reason.TLS_HANDSHAKE, server.failure().reason());
        }
    }

    @Test
    void aClientThatExpectsAnotherNameRefusesTheServer() throws Exception {
        try (LocalServer server = server()) {
            assertThrows(SSLException.class, () -> client.connect(server, "other.example", "TLSv1.3"));
            TransportFailure failure = server.failure();
            assertEquals(TransportFailure.Reason.TLS_HANDSHAKE, failure.reason());
            assertTrue(failure.detail().contains("CERTIFICATE_UNKNOWN"), failure.detail());
        }
    }

    @Test
    void aConnectionWithoutTlsIsClosedAndItsBytesAreNotQuoted() throws Exception {
        try (LocalServer server = server();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write("\u0010\u0000\u0000\u0004MQTT secret".getBytes(StandardCharsets.US_ASCII));
            assertEquals(new TransportFailure(TransportFailure.Reason.TLS_HANDSHAKE, "not TLS"), server.failure());
            socket.getInputStream().readAllBytes();
            assertTrue(server.hasSeenNothing());
        }
    }

    @Test
    void anOversizedRecordIsRefusedByItsHeader() throws Exception {
        try (LocalServer server = server();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(new byte[] {0x16, 0x03, 0x01, (byte) 0xff, (byte) 0xff});
            assertEquals(
                    new TransportFailure(TransportFailure.Reason.TLS_HANDSHAKE, "a TLS record of 65535 bytes"),
                    server.failure());
        }
    }

    @Test
    void aClientThatLeavesDuringTheHandshakeIsReportedAsAFailure() throws Exception {
        try (LocalServer server = server()) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.getOutputStream().write(0x16);
            }
            assertEquals(TransportFailure.Reason.TLS_HANDSHAKE, server.failure().reason());
        }
    }

    @Test
    void aBalancerThatLooksWhetherThePortIsOpenHasFailedNoHandshake() throws Exception {
        BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        try (LocalServer server = new LocalServer(
                "mqtts://localhost",
                TlsContexts.load(certificates.config(certificate)),
                pipeline -> pipeline.addLast(new Events(events)))) {
            new Socket("127.0.0.1", server.port()).close();

            assertEquals("inactive", events.poll(10, TimeUnit.SECONDS));
        }
    }

    /** What happens to a connection, failures first of all. */
    private static final class Events extends ChannelInboundHandlerAdapter {
        private final Queue<Object> events;

        Events(Queue<Object> events) {
            this.events = events;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            events.add("inactive");
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            events.add(event);
        }
    }

    @Test
    void aTlsListenerWithoutCertificatesIsRefused() {
        ConfigException e = assertThrows(ConfigException.class, () -> new LocalServer("mqtts://localhost", null));

        assertEquals("listen: mqtts://localhost:8883 needs tls-cert and tls-key", e.getMessage());
    }
}
