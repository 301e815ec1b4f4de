package io.mqttproxy.bench.overload;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A certificate for the proxy.
 *
 * @param clients believe it, and nothing else
 */
record TlsIdentity(Path certificate, Path key, SslContext clients) {

    /** @param directory for its files */
    static TlsIdentity issue(Path directory) {
        try {
            X509Bundle bundle = new CertificateBuilder()
                    .ecp256()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    .addSanIpAddress("127.0.0.1")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
            return new TlsIdentity(
                    Files.writeString(directory.resolve("proxy.crt"), bundle.getCertificatePathPEM()),
                    Files.writeString(directory.resolve("proxy.key"), bundle.getPrivateKeyPEM()),
                    SslContextBuilder.forClient()
                            .trustManager(bundle.getCertificate())
                            .build());
        } catch (Exception e) {
            throw new IllegalStateException("Cannot make a certificate: " + e.getMessage(), e);
        }
    }

    List<String> settings() {
        return List.of("--tls-cert=" + certificate, "--tls-key=" + key);
    }
}
