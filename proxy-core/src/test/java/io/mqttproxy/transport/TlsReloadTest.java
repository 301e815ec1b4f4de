package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.config.TlsConfig.ClientAuth;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several certificates, and certificates that change. */
class TlsReloadTest {
    private static final String HOST = "proxy.example";

    private final Path directory;
    private final Certificates certificates;
    private final TlsClient client;

    TlsReloadTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        this.certificates = new Certificates(directory);
        this.client = new TlsClient(certificates.authority(), null);
    }

    private X509Bundle certificate(int serial, String... names) {
        return certificates.server(Certificates.builder().serial(BigInteger.valueOf(serial)), names);
    }

    private int serialSeen(LocalServer server, String name) throws IOException {
        return client.serverCertificate(server, name).getSerialNumber().intValueExact();
    }

    @ParameterizedTest
    @CsvSource({"a.example, 1", "b.example, 2", "B.EXAMPLE, 2", "device.b.example, 2", "c.example, 3", "both.example, 1"
    })
    void aClientGetsTheCertificateWithTheNameItAsksFor(String name, int serial) throws Exception {
        X509Bundle a = certificate(1, "a.example", "both.example");
        X509Bundle b = certificate(2, "b.example", "*.b.example", "both.example");
        X509Bundle c = certificate(3, "c.example");
        try (LocalServer server = new LocalServer("mqtts://localhost", TlsContexts.load(several(a, b, c)))) {
            assertEquals(serial, serialSeen(server, name));
        }
    }

    @Test
    void aClientThatAsksForAnUnknownNameGetsTheFirst() throws Exception {
        TlsConfig config = several(certificate(1, "a.example"), certificate(2, "b.example"));
        try (LocalServer server = new LocalServer("mqtts://localhost", TlsContexts.load(config))) {
            SSLException e = assertThrows(SSLException.class, () -> serialSeen(server, "unknown.example"));
            assertTrue(String.valueOf(e.getMessage()).contains("No subject alternative"), e.getMessage());
            assertEquals(TransportFailure.Reason.TLS_HANDSHAKE, server.failure().reason());
        }
    }

    private TlsConfig several(X509Bundle... bundles) {
        List<String> names = List.of("1", "2", "3").subList(0, bundles.length);
        TlsConfig one = certificates.config(bundles[0]);
        return new TlsConfig(
                names.stream()
                        .map(name -> certificates.certificateFile(name, bundles[Integer.parseInt(name) - 1]))
                        .toList(),
                names.stream()
                        .map(name -> certificates.keyFile(name, bundles[Integer.parseInt(name) - 1]))
                        .toList(),
                null,
                null,
                null,
                ClientAuth.NONE,
                one.protocols(),
                one.sessionCacheSize(),
                one.sessionTimeout());
    }

    @Test
    void aNewCertificateIsUsedForNewConnectionsAndOpenOnesLiveOn() throws Exception {
        TlsContexts contexts = TlsContexts.load(certificates.config(certificate(1, HOST)));
        try (LocalServer server = new LocalServer("mqtts://localhost", contexts);
                SSLSocket open = client.connect(server, HOST, "TLSv1.3")) {
            certificates.config(certificate(2, HOST));
            assertTrue(contexts.reload());

            assertEquals(2, serialSeen(server, HOST));
            TlsClient.exchangeByte(open);
        }
    }

    @Test
    void unchangedFilesAreNotReloaded() {
        TlsContexts contexts = TlsContexts.load(certificates.config(certificate(1, HOST)));

        assertFalse(contexts.reload());
    }

    @Test
    void aBadFileChangesNothingAndIsReportedEachTime() throws Exception {
        X509Bundle first = certificate(1, HOST);
        TlsConfig config = certificates.config(first, ClientAuth.OPTIONAL, null);
        TlsContexts contexts = TlsContexts.load(config);
        certificates.certificateFile("server", certificate(2, HOST));

        ConfigException e = assertThrows(ConfigException.class, contexts::reload);
        assertEquals(
                "tls-key: " + directory.resolve("server.key") + " does not match its certificate in tls-cert",
                e.getMessage());
        assertThrows(ConfigException.class, contexts::reload);
        try (LocalServer server = new LocalServer("mqtts://localhost", contexts)) {
            assertEquals(1, serialSeen(server, HOST));
        }
    }

    @Test
    void restoringTheFilesInUseAfterBadOnesCountsAsAChange() throws Exception {
        TlsConfig config = certificates.config(certificate(1, HOST));
        TlsContexts contexts = TlsContexts.load(config);
        Path key = config.keys().get(0);
        Path elsewhere = Files.move(key, directory.resolve("elsewhere"));
        assertThrows(ConfigException.class, contexts::reload);

        Files.move(elsewhere, key);
        assertTrue(contexts.reload());
        assertFalse(contexts.reload());
    }

    @Test
    void aMissingFileChangesNothing() throws Exception {
        TlsConfig config = certificates.config(certificate(1, HOST));
        TlsContexts contexts = TlsContexts.load(config);
        Files.delete(config.keys().get(0));

        ConfigException e = assertThrows(ConfigException.class, contexts::reload);
        assertEquals("tls-key: " + config.keys().get(0) + " does not exist", e.getMessage());
        try (LocalServer server = new LocalServer("mqtts://localhost", contexts)) {
            assertEquals(1, serialSeen(server, HOST));
        }
    }

    @Test
    void aRemovedAuthorityIsNoLongerTrusted() throws Exception {
        TlsConfig config = certificates.config(certificate(1, HOST), ClientAuth.REQUIRED, null);
        TlsContexts contexts = TlsContexts.load(config);
        TlsClient device = new TlsClient(certificates.authority(), certificates.client("sensor-7"));
        try (LocalServer server = new LocalServer("mqtts://localhost", contexts)) {
            device.connect(server, HOST, "TLSv1.3").close();
            new Certificates(directory, "CN=Other CA").authorityFile();
            assertTrue(contexts.reload());

            assertThrows(
                    IOException.class,
                    () -> device.connect(server, HOST, "TLSv1.3").close());
            assertEquals(TransportFailure.Reason.TLS_HANDSHAKE, server.failure().reason());
        }
    }

    @Test
    void theDaysUntilExpiryAreThoseOfTheFirstToExpire() {
        Instant now = Instant.now();
        X509Bundle server = certificates.server(Certificates.builder().notAfter(now.plus(Duration.ofDays(7))), HOST);
        TlsContexts contexts =
                TlsContexts.load(certificates.config(server, ClientAuth.OPTIONAL, certificates.revocationsFile()));

        assertEquals(
                List.of("tls-ca", "tls-crl", "tls-cert"),
                contexts.expiries().stream().map(TlsExpiry::setting).toList());
        assertEquals(30, contexts.expiries().get(0).daysLeft(now), 0.01);
        assertEquals(7, contexts.expiries().get(2).daysLeft(now), 0.01);
        assertEquals(directory.resolve("server.crt"), contexts.expiries().get(2).file());
    }
}
