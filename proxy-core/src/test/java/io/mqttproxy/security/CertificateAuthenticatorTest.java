package io.mqttproxy.security;

import static io.mqttproxy.security.Clients.answer;
import static io.mqttproxy.security.Clients.identity;
import static io.mqttproxy.security.Clients.refused;
import static io.mqttproxy.security.Clients.with;
import static io.mqttproxy.security.Clients.withProxiedName;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("TimeInStaticInitializer") // certificates must be valid today
class CertificateAuthenticatorTest {
    private static final Instant EXPIRY =
            Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    @ParameterizedTest
    @CsvSource({
        "{cn}, 'pump, 7'",
        "pumps/{cn}!, 'pumps/pump, 7!'",
        "{san.dns}, pump-7.example",
        "{san.uri}, spiffe://example/pump/7",
        "{san.email}, pump@example",
        "{san.dns}-{cn}, 'pump-7.example-pump, 7'",
    })
    void theTemplateNamesTheUserByTheCertificate(String template, String username) throws Exception {
        Identity identity = identity(answer(authenticator(template), with(certificate())));

        assertEquals(new Identity(username, Set.of(), EXPIRY), identity);
    }

    @Test
    void theCommonNameIsTheOneFarthestFromTheRoot() throws Exception {
        X509Certificate certificate = subject("CN=pump-7+OU=pumps, CN=devices, O=example");

        assertEquals(
                "pump-7",
                identity(answer(authenticator("{cn}"), with(certificate))).username());
    }

    @ParameterizedTest
    @CsvSource({"{cn}", "{san.dns}", "{san.uri}", "{san.email}"})
    void aCertificateWithoutTheNameIsRefused(String template) throws Exception {
        assertEquals(refused(Refusal.NOT_AUTHORIZED), answer(authenticator(template), with(subject("O=example"))));
    }

    @Test
    void anExpiredCertificateOfAResumedTlsSessionIsRefused() throws Exception {
        Instant now = Instant.now();
        X509Certificate expired = issued(new CertificateBuilder()
                .subject("CN=pump-7")
                .notBefore(now.minusSeconds(60))
                .notAfter(now.minusSeconds(2)));

        assertEquals(refused(Refusal.NOT_AUTHORIZED), answer(authenticator("{cn}"), with(expired)));
    }

    @Test
    void aCommonNameFromABalancerIsAccepted() throws Exception {
        Identity identity = identity(answer(authenticator("{cn}"), withProxiedName("pump-7")));

        assertEquals("pump-7", identity.username());
        assertNull(identity.expiresAt());
    }

    @Test
    void aBalancerPassesOnNoOtherNames() throws Exception {
        assertEquals(refused(Refusal.NOT_AUTHORIZED), answer(authenticator("{san.dns}"), withProxiedName("pump-7")));
        assertEquals(refused(Refusal.NOT_AUTHORIZED), answer(authenticator("{cn}"), withProxiedName("")));
    }

    @Test
    void itAppliesToClientsWithACertificate() throws Exception {
        assertTrue(authenticator("{cn}").appliesTo(with(certificate())));
        assertTrue(authenticator("{cn}").appliesTo(withProxiedName("pump-7")));
        assertFalse(authenticator("{cn}").appliesTo(with("alice", "secret")));
    }

    @Test
    void aBadTemplateSaysWhatIsWrong() {
        assertProblem(
                "device",
                "tls-identity: 'device' would give all clients the same user name;"
                        + " use at least one of {cn}, {san.dns}, {san.uri} and {san.email}");
        assertProblem(
                "{dn}", "tls-identity: unknown placeholder {dn}; there are {cn}, {san.dns}, {san.uri} and {san.email}");
    }

    private static void assertProblem(String template, String problem) {
        ConfigException e = assertThrows(ConfigException.class, () -> CertificateTemplate.parse(template));
        assertEquals(problem, e.getMessage());
    }

    private static CertificateAuthenticator authenticator(String template) {
        return new CertificateAuthenticator(CertificateTemplate.parse(template));
    }

    private static X509Certificate certificate() throws Exception {
        return issued(new CertificateBuilder()
                .subject("CN=\"pump, 7\", O=example")
                .notAfter(EXPIRY)
                .addSanIpAddress("192.0.2.1")
                .addSanDnsName("pump-7.example")
                .addSanDnsName("second.example")
                .addSanUriName("spiffe://example/pump/7")
                .addSanRfc822Name("pump@example"));
    }

    private static X509Certificate subject(String subject) throws Exception {
        return issued(new CertificateBuilder().subject(subject));
    }

    private static X509Certificate issued(CertificateBuilder certificate) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        return certificate.ecp256().buildIssuedBy(authority).getCertificate();
    }
}
