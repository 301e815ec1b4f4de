package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.config.TlsConfig.ClientAuth;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Good and bad files as they occur in practice. Every error must name the setting and the file. */
class TlsFilesTest {
    private final Path directory;
    private final Certificates certificates;
    private final X509Bundle bundle;
    private final TlsConfig config;

    TlsFilesTest(@TempDir Path directory) {
        this.directory = directory;
        certificates = new Certificates(directory);
        bundle = certificates.server(Certificates.builder(), "proxy.example");
        config = certificates.config(bundle);
    }

    /** The cipher that OpenSSL uses today, and the one of its first versions. */
    static Stream<ASN1ObjectIdentifier> ciphers() {
        return Stream.of(NISTObjectIdentifiers.id_aes256_CBC, PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC);
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void anEncryptedKeyIsOpenedWithThePasswordFile(ASN1ObjectIdentifier cipher) throws Exception {
        certificates.write("server.key", encrypted(cipher, "pass word"));

        TlsContexts.load(withPassword(certificates.write("password", "pass word\n")));
        TlsContexts.load(withPassword(certificates.write("password", "pass word\r\nsecond line")));
    }

    @Test
    void aWrongPasswordIsReported() throws Exception {
        certificates.write("server.key", encrypted(NISTObjectIdentifiers.id_aes256_CBC, "secret"));
        TlsConfig wrong = withPassword(certificates.write("password", "wrong"));

        assertProblem(wrong, "tls-key", "server.key", "cannot be decrypted with the password in tls-key-password-file");
    }

    @Test
    void anEncryptionThatJavaDoesNotSupportIsReported() throws Exception {
        ScryptConfig scrypt = new ScryptConfig.Builder(2, 1, 1).build();
        OutputEncryptor encryptor = new JcePKCSPBEOutputEncryptorBuilder(scrypt, NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(new BouncyCastleProvider())
                .build("secret".toCharArray());
        certificates.write("server.key", encrypted(encryptor));

        assertProblem(
                withPassword(certificates.write("password", "secret")),
                "tls-key",
                "server.key",
                "is encrypted with an algorithm that Java does not support");
    }

    @Test
    void anEncryptedKeyNeedsAPassword() throws Exception {
        certificates.write("server.key", encrypted(NISTObjectIdentifiers.id_aes256_CBC, "secret"));
        ConfigException e = assertThrows(ConfigException.class, () -> TlsContexts.load(config));

        assertEquals(
                "tls-key-password-file: is needed, because " + directory.resolve("server.key") + " is encrypted",
                e.getMessage());
        assertProblem(withPassword(directory.resolve("none")), "tls-key-password-file", "none", "is missing or empty");
    }

    @Test
    void aPasswordForAPlainKeyDoesNotMatter() {
        TlsContexts.load(withPassword(certificates.write("password", "x")));
    }

    @Test
    void oneFileMayHoldKeyAndCertificates() {
        Path both =
                certificates.write("both.pem", "Bag\n" + bundle.getPrivateKeyPEM() + bundle.getCertificatePathPEM());

        TlsContexts.load(TlsConfig.of(both, both));
    }

    @Test
    void aChainMayEndInItsRoot() {
        certificates.write(
                "server.crt",
                bundle.getCertificatePathPEM() + certificates.authority().getCertificatePEM());

        TlsContexts.load(config);
    }

    @Test
    void aMissingFileIsNamed() {
        Path none = directory.resolve("none.crt");

        assertProblem(TlsConfig.of(none, config.keys().get(0)), "tls-cert", "none.crt", "does not exist");
    }

    @Test
    void anEmptyFileIsNamed() {
        certificates.write("server.crt", "");

        assertProblem(config, "tls-cert", "server.crt", "is empty");
    }

    @Test
    void aKeyInsteadOfACertificateIsReported() {
        certificates.write("server.crt", bundle.getPrivateKeyPEM());

        assertProblem(config, "tls-cert", "server.crt", "holds no PEM block 'CERTIFICATE'");
    }

    @Test
    void aBrokenCertificateIsReported() {
        certificates.write("server.crt", Certificates.pem("CERTIFICATE", new byte[] {1, 2, 3}));

        assertProblem(config, "tls-cert", "server.crt", "holds a broken certificate: ");
    }

    @Test
    void aKeyOfAnotherCertificateIsReported() {
        certificates.keyFile("server", certificates.server(Certificates.builder(), "proxy.example"));

        assertProblem(config, "tls-key", "server.key", "does not match its certificate in tls-cert");
    }

    @Test
    void aKeyOfAnotherAlgorithmIsReported() {
        certificates.keyFile(
                "server", certificates.server(Certificates.builder().rsa2048(), "proxy.example"));

        assertProblem(config, "tls-key", "server.key", "must be of type EC, like its certificate in tls-cert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY"})
    void aKeyInTheTraditionalFormatIsReportedWithTheCommandThatConvertsIt(String label) {
        certificates.write("server.key", Certificates.pem(label, new byte[] {1}));

        assertProblem(config, "tls-key", "server.key", "is not PKCS#8, convert it with: openssl pkcs8 -topk8 ");
    }

    @Test
    void aBrokenAuthorityIsReported() {
        TlsConfig mutual = certificates.config(bundle, ClientAuth.REQUIRED, null);
        certificates.write("ca.pem", "nothing");

        assertProblem(mutual, "tls-ca", "ca.pem", "holds no PEM block 'CERTIFICATE'");
    }

    @Test
    void aDeviceCertificateInsteadOfAnAuthorityIsReported() {
        TlsConfig mutual = certificates.config(bundle, ClientAuth.REQUIRED, null);
        certificates.write("ca.pem", certificates.client("sensor-7").getCertificatePEM());

        assertProblem(mutual, "tls-ca", "ca.pem", "holds no certificate of an authority, only of CN=sensor-7");
    }

    @Test
    void anAuthorityMayComeWithOtherCertificates() {
        TlsConfig mutual = certificates.config(bundle, ClientAuth.REQUIRED, null);
        certificates.write(
                "ca.pem",
                certificates.client("sensor-7").getCertificatePEM()
                        + certificates.authority().getCertificatePEM());

        TlsContexts.load(mutual);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN=Other CA", "CN=Test CA"})
    void aRevocationListOfAnotherAuthorityIsReported(String name) {
        Path list = new Certificates(directory, name).revocationsFile();

        assertProblem(
                certificates.config(bundle, ClientAuth.REQUIRED, list),
                "tls-crl",
                "ca.crl",
                "has no revocation list signed by an authority in tls-ca, only lists of " + name);
    }

    /** Java never uses a list without nextUpdate. */
    @Test
    void aRevocationListWithoutNextUpdateIsReported() {
        Path list = certificates.write("ca.crl", certificates.emptyRevocations(Instant.now(), null));

        assertProblem(
                certificates.config(bundle, ClientAuth.REQUIRED, list),
                "tls-crl",
                "ca.crl",
                "holds a list of CN=Test CA without nextUpdate, so nobody knows when the list is out of date");
    }

    @Test
    void aBrokenRevocationListIsReported() {
        Path list = certificates.write("ca.crl", Certificates.pem("X509 CRL", new byte[] {1}));

        assertProblem(
                certificates.config(bundle, ClientAuth.REQUIRED, list),
                "tls-crl",
                "ca.crl",
                "holds a broken revocation list: ");
    }

    private void assertProblem(TlsConfig bad, String setting, String file, String problem) {
        ConfigException e = assertThrows(ConfigException.class, () -> TlsContexts.load(bad));
        String expected = setting + ": " + directory.resolve(file) + " " + problem;
        assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e.getMessage());
    }

    private TlsConfig withPassword(Path passwordFile) {
        return new TlsConfig(
                config.certificates(),
                config.keys(),
                passwordFile,
                null,
                null,
                ClientAuth.NONE,
                config.protocols(),
                config.sessionCacheSize(),
                config.sessionTimeout());
    }

    private String encrypted(ASN1ObjectIdentifier cipher, String password) throws Exception {
        return encrypted(new JcePKCSPBEOutputEncryptorBuilder(cipher)
                .setProvider(new BouncyCastleProvider())
                .build(password.toCharArray()));
    }

    private String encrypted(OutputEncryptor encryptor) throws Exception {
        byte[] der = new JcaPKCS8EncryptedPrivateKeyInfoBuilder(
                        bundle.getKeyPair().getPrivate())
                .build(encryptor)
                .getEncoded();
        return Certificates.pem("ENCRYPTED PRIVATE KEY", der);
    }
}
