package io.mqttproxy.bench.it;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Certificates of one authority: Kafka shows one, and asks clients for another. All in PEM, as the proxy's own are. */
record TlsFixture(X509Bundle authority, X509Bundle broker, Path authorityFile, Path clientFile, Path clientKey) {

    static TlsFixture issue(Path directory) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=Kafka CA")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle broker = new CertificateBuilder()
                .ecp256()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .addExtendedKeyUsageServerAuth()
                .buildIssuedBy(authority);
        X509Bundle client = new CertificateBuilder()
                .ecp256()
                .subject("CN=mqtt-proxy")
                .addExtendedKeyUsageClientAuth()
                .buildIssuedBy(authority);
        return new TlsFixture(
                authority,
                broker,
                Files.writeString(directory.resolve("kafka-ca.pem"), authority.getCertificatePEM()),
                Files.writeString(directory.resolve("proxy.crt"), client.getCertificatePathPEM()),
                Files.writeString(directory.resolve("proxy.key"), client.getPrivateKeyPEM()));
    }

    /** Of a listener that wants a client certificate, whatever login comes after it. */
    Map<String, String> brokerProperties() {
        String listener = "listener.name.client.ssl.";
        return Map.of(
                listener + "keystore.type",
                "PEM",
                listener + "keystore.certificate.chain",
                broker.getCertificatePathPEM(),
                listener + "keystore.key",
                broker.getPrivateKeyPEM(),
                listener + "truststore.type",
                "PEM",
                listener + "truststore.certificates",
                authority.getCertificatePEM(),
                listener + "client.auth",
                "required");
    }

    /** Of a proxy that shows the client certificate, its key from a file. */
    List<String> proxyOptions() {
        return List.of(
                "--kafka=ssl.truststore.type=PEM",
                "--kafka=ssl.truststore.certificates=@" + authorityFile,
                "--kafka=ssl.keystore.type=PEM",
                "--kafka=ssl.keystore.certificate.chain=@" + clientFile,
                "--kafka=ssl.keystore.key=@" + clientKey);
    }
}
