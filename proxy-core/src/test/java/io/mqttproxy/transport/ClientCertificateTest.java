package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.config.TlsConfig.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificateTest {
    private static final String HOST = "proxy.example";

    private final Path directory;
    private final Certificates certificates;
    private final X509Bundle serverCertificate;

    ClientCertificateTest(@TempDir Path directory) {
        this.directory = directory;
        certificates = new Certificates(directory);
        serverCertificate = certificates.server(Certificates.builder(), HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENSSL, OPTIONAL, TLSv1.3",
        "OPENSSL, REQUIRED, TLSv1.2",
        "OPENSSL, REQUIRED, TLSv1.3",
        "JDK, REQUIRED, TLSv1.3"
    })
    void aVerifiedCertificateIsKnownEvenWhenItsSessionIsResumed(
            SslProvider provider, ClientAuth clientAuth, String protocol) throws Exception {
        Assumptions.assumeTrue(provider == SslProvider.JDK || OpenSsl.isAvailable());
        TlsClient client = client(certificates.client("sensor-7"));
        TlsContexts contexts = TlsContexts.load(certificates.config(serverCertificate, clientAuth, null), provider);
        try (LocalServer server = new LocalServer("mqtts://localhost", contexts)) {
            long created = connectAs("sensor-7", client, server, protocol);
            assertEquals(created, connectAs("sensor-7", client, server, protocol));
        }
    }

    private static long connectAs(String name, TlsClient client, LocalServer server, String protocol) throws Exception {
        try (SSLSocket socket = client.connect(server, HOST, protocol)) {
            X509Certificate certificate = TransportAttributes.clientCertificate(server.talking());
            assertNotNull(certificate);
            assertEquals("CN=" + name, certificate.getSubjectX500Principal().getName());
            return socket.getSession().getCreationTime();
        }
    }

    @Test
    void anOptionalCertificateMayBeMissing() throws Exception {
        try (LocalServer server = server(ClientAuth.OPTIONAL, null);
                SSLSocket socket = client(null).connect(server, HOST, "TLSv1.3")) {
            assertTrue(socket.isConnected());
            assertNull(TransportAttributes.clientCertificate(server.talking()));
        }
    }

    @Test
    void aRequiredCertificateMayNotBeMissing() throws Exception {
        assertRefused(ClientAuth.REQUIRED, null, null, "PEER_DID_NOT_RETURN_A_CERTIFICATE");
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientAuth.class,
            names = {"OPTIONAL", "REQUIRED"})
    void aCertificateOfADifferentAuthorityWithTheSameNameIsRefused(ClientAuth clientAuth) throws Exception {
        X509Bundle forged = new Certificates(directory).client("sensor-7");

        assertRefused(clientAuth, null, forged, "Signature does not match");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        X509Bundle expired =
                certificates.client("sensor-7", Certificates.builder().notAfter(yesterday));

        assertRefused(ClientAuth.REQUIRED, null, expired, "CertificateExpiredException: NotAfter");
    }

    @Test
    void aServerCertificateOfAClientIsRefused() throws Exception {
        assertRefused(ClientAuth.REQUIRED, null, serverCertificate, "client authentication");
    }

    @Test
    void aRevokedCertificateIsRefusedAndAnotherIsNot() throws Exception {
        X509Bundle stolen = certificates.client("stolen");
        Path revocations = certificates.revocationsFile(stolen);

        assertRefused(ClientAuth.REQUIRED, revocations, stolen, "revoked");
        try (LocalServer server = server(ClientAuth.REQUIRED, revocations)) {
            connectAs("sensor-7", client(certificates.client("sensor-7")), server, "TLSv1.3");
        }
    }

    @Test
    void aCertificateOfUnknownRevocationStatusIsRefused() throws Exception {
        Certificates other = new Certificates(directory, "CN=Other CA");
        TlsConfig config = certificates.config(serverCertificate, ClientAuth.REQUIRED, certificates.revocationsFile());
        certificates.write(
                "ca.pem",
                certificates.authority().getCertificatePEM() + other.authority().getCertificatePEM());

        try (LocalServer server = new LocalServer("mqtts://localhost", TlsContexts.load(config))) {
            connectAs("sensor-7", client(certificates.client("sensor-7")), server, "TLSv1.3");
            assertRefused(server, other.client("sensor-8"), "revocation status");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionIsNotResumedOnceItsCertificateHasBeenRevoked(String protocol) throws Exception {
        X509Bundle stolen = certificates.client("stolen");
        TlsClient client = client(stolen);
        TlsConfig config = certificates.config(serverCertificate, ClientAuth.REQUIRED, certificates.revocationsFile());
        TlsContexts contexts = TlsContexts.load(config);
        try (LocalServer server = new LocalServer("mqtts://localhost", contexts)) {
            connectAs("stolen", client, server, protocol);
            certificates.revocationsFile(stolen);
            assertTrue(contexts.reload());

            assertThrows(
                    IOException.class,
                    () -> client.connect(server, HOST, protocol).close());
            assertTrue(server.failure().detail().contains("revoked"));
        }
    }

    private void assertRefused(
            ClientAuth clientAuth, @Nullable Path revocations, @Nullable X509Bundle shown, String why)
            throws Exception {
        try (LocalServer server = server(clientAuth, revocations)) {
            assertRefused(server, shown, why);
        }
    }

    private void assertRefused(LocalServer server, @Nullable X509Bundle shown, String why) throws Exception {
        assertThrows(
                IOException.class,
                () -> client(shown).connect(server, HOST, "TLSv1.3").close());
        TransportFailure failure = server.failure();
        assertEquals(TransportFailure.Reason.TLS_HANDSHAKE, failure.reason());
        assertTrue(failure.detail().contains(why), failure.detail());
        assertTrue(server.hasSeenNothing());
    }

    private LocalServer server(ClientAuth clientAuth, @Nullable Path revocations) throws InterruptedException {
        TlsConfig config = certificates.config(serverCertificate, clientAuth, revocations);
        return new LocalServer("mqtts://localhost", TlsContexts.load(config));
    }

    private TlsClient client(@Nullable X509Bundle certificate) throws Exception {
        return new TlsClient(certificates.authority(), certificate);
    }
}
