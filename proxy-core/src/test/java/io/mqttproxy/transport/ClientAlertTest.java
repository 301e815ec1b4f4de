package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.config.TlsConfig.ClientAuth;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.ReferenceCountUtil;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The TLS alert from which a client learns why its certificate was refused. */
class ClientAlertTest {
    private static final String HOST = "proxy.example";

    private final Path directory;
    private final Certificates certificates;
    private final X509Bundle serverCertificate;

    ClientAlertTest(@TempDir Path directory) {
        this.directory = directory;
        certificates = new Certificates(directory);
        serverCertificate = certificates.server(Certificates.builder(), HOST);
    }

    @ParameterizedTest
    @CsvSource({"CN=Other CA, TLSv1.3", "CN=Other CA, TLSv1.2", "CN=Test CA, TLSv1.3"})
    void aCertificateOfAnotherAuthorityGetsUnknownCa(String name, String protocol) throws Exception {
        X509Bundle foreign = new Certificates(directory, name).client("sensor-7");

        assertEquals(Set.of("unknown_ca"), alerts(foreign, null, protocol));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aCertificateOfUnknownStatusGetsCertificateUnknown(String protocol) throws Exception {
        Instant now = Instant.now();
        Path stale = certificates.write(
                "ca.crl", certificates.emptyRevocations(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1))));

        assertEquals(Set.of("certificate_unknown"), alerts(certificates.client("sensor-7"), stale, protocol));
    }

    @Test
    void aServerCertificateGetsCertificateUnknown() throws Exception {
        assertEquals(Set.of("certificate_unknown"), alerts(serverCertificate, null, "TLSv1.3"));
    }

    @Test
    void anExpiredCertificateGetsItsOwnAlert() throws Exception {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        X509Bundle expired =
                certificates.client("sensor-7", Certificates.builder().notAfter(yesterday));

        assertEquals(Set.of("certificate_expired"), alerts(expired, null, "TLSv1.3"));
    }

    @Test
    void aRevokedCertificateGetsItsOwnAlert() throws Exception {
        X509Bundle stolen = certificates.client("stolen");

        assertEquals(Set.of("certificate_revoked"), alerts(stolen, certificates.revocationsFile(stolen), "TLSv1.3"));
    }

    private Set<String> alerts(X509Bundle shown, @Nullable Path revocations, String protocol) throws Exception {
        TlsConfig config = certificates.config(serverCertificate, ClientAuth.REQUIRED, revocations);
        EmbeddedChannel server = new EmbeddedChannel();
        TlsContexts.load(config).addTo(server.pipeline(), Duration.ofSeconds(30));
        Alerts alerts = new Alerts();
        EmbeddedChannel client = new EmbeddedChannel(handler(shown, protocol), alerts);
        while (carry(client, server)) {
            carry(server, client);
        }
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
        return alerts.seen;
    }

    private SslHandler handler(X509Bundle shown, String protocol) throws Exception {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(certificates.authority().getCertificate())
                .keyManager(new Stubborn(shown))
                .protocols(protocol)
                .build()
                .newHandler(ByteBufAllocator.DEFAULT, HOST, 8883);
    }

    private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
        boolean any = false;
        for (Object bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            if (to.isOpen()) {
                to.writeInbound(bytes);
            } else {
                ReferenceCountUtil.release(bytes);
            }
            any = true;
        }
        return any;
    }

    private static final class Alerts extends ChannelInboundHandlerAdapter {
        private static final String MARK = "Received fatal alert: ";
        private final Set<String> seen = new HashSet<>();

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            String text = cause.toString();
            if (text.contains(MARK)) {
                seen.add(text.substring(text.indexOf(MARK) + MARK.length()));
            }
        }
    }

    /**
     * Presents its certificate even to a server that names other authorities, which Java would not do
     * on its own.
     */
    private static final class Stubborn extends X509ExtendedKeyManager {
        private static final String ALIAS = "device";
        private final X509Bundle shown;

        Stubborn(X509Bundle shown) {
            this.shown = shown;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] authorities, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] authorities, Socket socket) {
            return ALIAS;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] authorities) {
            return new String[] {ALIAS};
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] authorities, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String type, Principal[] authorities) {
            return new String[0];
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {shown.getCertificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return shown.getKeyPair().getPrivate();
        }
    }
}
