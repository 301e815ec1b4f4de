package io.mqttproxy.transport;

import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.config.TlsConfig.ClientAuth;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.RevocationServer;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority for tests, with files for the certificates that it issues. */
final class Certificates {
    /** Built by hand, because Netty's builder does not accept wildcards. */
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

    private final Path directory;
    private final X509Bundle authority;

    Certificates(Path directory) {
        this(directory, "CN=Test CA");
    }

    /** @param name of the authority */
    Certificates(Path directory, String name) {
        this.directory = directory;
        this.authority = issue(
                null,
                builder()
                        .subject(name)
                        .setIsCertificateAuthority(true)
                        .setKeyUsage(
                                true, CertificateBuilder.KeyUsage.keyCertSign, CertificateBuilder.KeyUsage.cRLSign));
    }

    static CertificateBuilder builder() {
        Instant now = Instant.now();
        return new CertificateBuilder()
                .ecp256()
                .notBefore(now.minus(Duration.ofDays(30)))
                .notAfter(now.plus(Duration.ofDays(30)));
    }

    X509Bundle authority() {
        return authority;
    }

    Path authorityFile() {
        return write("ca.pem", authority.getCertificatePEM());
    }

    /** A server certificate for these names; the first is also its subject. */
    X509Bundle server(CertificateBuilder builder, String... dnsNames) {
        builder.subject("CN=" + dnsNames[0]).addExtendedKeyUsageServerAuth();
        GeneralName[] names = Stream.of(dnsNames)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        return issue(
                authority,
                builder.addExtensionOctetString(SUBJECT_ALTERNATIVE_NAME, false, der(new GeneralNames(names))));
    }

    private static byte[] der(GeneralNames names) {
        try {
            return names.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    X509Bundle client(String name) {
        return client(name, builder());
    }

    X509Bundle client(String name, CertificateBuilder builder) {
        return issue(authority, builder.subject("CN=" + name).addExtendedKeyUsageClientAuth());
    }

    Path certificateFile(String name, X509Bundle bundle) {
        return write(name + ".crt", bundle.getCertificatePathPEM());
    }

    Path keyFile(String name, X509Bundle bundle) {
        return write(name + ".key", bundle.getPrivateKeyPEM());
    }

    Path write(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The revocation list of the authority, which revokes the given certificates. */
    Path revocationsFile(X509Bundle... revoked) {
        try {
            RevocationServer revocations = RevocationServer.getInstance();
            revocations.register(authority);
            for (X509Bundle bundle : revoked) {
                revocations.revoke(bundle, Instant.now());
            }
            try (InputStream der = revocations.getCrlUri(authority).toURL().openStream()) {
                return write("ca.crl", pem("X509 CRL", der.readAllBytes()));
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** An empty revocation list of the authority, as PEM. */
    String emptyRevocations(Instant thisUpdate, @Nullable Instant nextUpdate) {
        try {
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(
                    authority.getCertificate().getSubjectX500Principal(), Date.from(thisUpdate));
            if (nextUpdate != null) {
                builder.setNextUpdate(Date.from(nextUpdate));
            }
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA")
                    .build(authority.getKeyPair().getPrivate());
            return pem("X509 CRL", builder.build(signer).getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    /** A configuration with the given server certificate that does not ask clients for certificates. */
    TlsConfig config(X509Bundle server) {
        return TlsConfig.of(certificateFile("server", server), keyFile("server", server));
    }

    /** A configuration with the given server certificate that asks clients for certificates of this authority. */
    TlsConfig config(X509Bundle server, ClientAuth clientAuth, @Nullable Path revocations) {
        TlsConfig plain = config(server);
        return new TlsConfig(
                plain.certificates(),
                plain.keys(),
                null,
                authorityFile(),
                revocations,
                clientAuth,
                plain.protocols(),
                plain.sessionCacheSize(),
                plain.sessionTimeout());
    }

    private static X509Bundle issue(@Nullable X509Bundle issuer, CertificateBuilder builder) {
        try {
            return issuer == null ? builder.buildSelfSigned() : builder.buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
