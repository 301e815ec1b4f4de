package io.mqttproxy.bench.overload;

import io.mqttproxy.security.PasswordFileEditor;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who the proxy is, and whom it knows.
 *
 * @param passwords of one user
 * @param clients believe the certificate, and nothing else
 */
record ProxyIdentity(Path certificate, Path key, Path passwords, SslContext clients) {
    /** With a password. Everybody else is anonymous. */
    static final String USER = "fleet";

    static final String PASSWORD = "storm";

    /** @param directory for its files */
    static ProxyIdentity issue(Path directory) {
        try {
            X509Bundle bundle = new CertificateBuilder()
                    .ecp256()
                    .subject("CN=localhost")
                    .addSanDnsName("localhost")
                    .addSanIpAddress("127.0.0.1")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
            return new ProxyIdentity(
                    Files.writeString(directory.resolve("proxy.crt"), bundle.getCertificatePathPEM()),
                    Files.writeString(directory.resolve("proxy.key"), bundle.getPrivateKeyPEM()),
                    Files.writeString(directory.resolve("passwords"), PasswordFileEditor.line(USER, PASSWORD) + "\n"),
                    SslContextBuilder.forClient()
                            .trustManager(bundle.getCertificate())
                            .build());
        } catch (Exception e) {
            throw new IllegalStateException("Cannot make a certificate: " + e.getMessage(), e);
        }
    }

    List<String> settings() {
        return List.of(
                "--tls-cert=" + certificate, "--tls-key=" + key, "--password-file=" + passwords, "--allow-anonymous");
    }
}
