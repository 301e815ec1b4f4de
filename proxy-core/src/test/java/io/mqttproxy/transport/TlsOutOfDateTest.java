package io.mqttproxy.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.TlsConfig;
import io.mqttproxy.config.TlsConfig.ClientAuth;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and revocation lists that are expired or not yet valid. */
class TlsOutOfDateTest {
    private static final String ALL_REFUSED = "; with it, all certificates of that authority are refused";

    private final Path directory;
    private final Certificates certificates;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private Instant now = start;

    TlsOutOfDateTest(@TempDir Path directory) {
        this.directory = directory;
        this.certificates = new Certificates(directory);
    }

    @Test
    void validFilesCauseNoWarning() {
        assertEquals(List.of(), load(-10, 10).warnings());
    }

    @Test
    void anExpiredListDoesNotReplaceAValidOne() {
        TlsContexts contexts = load(-10, 10);
        list(-10, -1);
        assertRefused(contexts, expiredList(-1));
        assertEquals(List.of(), contexts.warnings());

        list(-1, 20);
        assertTrue(contexts.reload());
    }

    @Test
    void startingWithAnExpiredListCausesAWarningAndANewerListReplacesIt() {
        TlsContexts contexts = load(-10, -2);
        assertEquals(List.of(expiredList(-2)), contexts.warnings());

        list(-10, -1);
        assertTrue(contexts.reload());
        assertEquals(List.of(expiredList(-1)), contexts.warnings());
    }

    @Test
    void aListThatIsNotYetValidIsUsedOnceItIs() {
        TlsContexts contexts = load(-10, 10);
        list(1, 20);
        assertRefused(
                contexts,
                "tls-crl: " + directory.resolve("ca.crl") + ": the revocation list of CN=Test CA is not valid before "
                        + day(1) + ALL_REFUSED);

        now = day(1);
        assertTrue(contexts.reload());
    }

    /** Java itself tolerates this much clock skew. */
    @Test
    void aListStaysValidForAQuarterOfAnHourAfterItsNextUpdate() {
        TlsContexts contexts = load(-10, 10);
        now = day(10).plus(Duration.ofMinutes(15));
        assertEquals(List.of(), contexts.warnings());

        now = now.plusSeconds(1);
        assertEquals(List.of(expiredList(10)), contexts.warnings());
    }

    @Test
    void theLatestListOfAnAuthorityCounts() {
        TlsContexts contexts = load(-10, 10);
        certificates.write(
                "ca.crl",
                certificates.emptyRevocations(day(-1), day(20)) + certificates.emptyRevocations(day(-10), day(-1)));

        assertTrue(contexts.reload());
        assertEquals(List.of(), contexts.warnings());
    }

    @Test
    void aReloadDoesNotRemoveTheListOfAnAuthority() {
        Certificates other = new Certificates(directory, "CN=Other CA");
        TlsConfig config = config(-10, 10);
        certificates.write(
                "ca.pem",
                certificates.authority().getCertificatePEM() + other.authority().getCertificatePEM());
        String noList =
                "tls-crl: " + directory.resolve("ca.crl") + " holds no revocation list of CN=Other CA" + ALL_REFUSED;
        TlsContexts without = TlsContexts.load(config, () -> now);
        assertEquals(List.of(noList), without.warnings());

        certificates.write(
                "ca.crl", certificates.emptyRevocations(day(-10), day(10)) + other.emptyRevocations(day(-10), day(10)));
        assertTrue(without.reload());
        list(-5, 20);
        assertRefused(without, noList);
    }

    @Test
    void aListOfAnotherAuthorityDoesNotReplaceAValidOne() {
        TlsContexts contexts = load(-10, 10);
        new Certificates(directory, "CN=Other CA").revocationsFile();

        assertRefused(
                contexts,
                "tls-crl: " + directory.resolve("ca.crl")
                        + " has no revocation list signed by an authority in tls-ca, only lists of CN=Other CA");
    }

    @Test
    void anExpiredCertificateDoesNotReplaceAValidOne() {
        TlsContexts contexts = load(-10, 10);
        certificates.config(server(-10, -1));

        assertRefused(contexts, expiredCertificate(-1));
    }

    @Test
    void aCertificateThatIsNotYetValidIsUsedOnceItIs() {
        TlsContexts contexts = load(-10, 10);
        certificates.config(server(1, 20));
        assertRefused(contexts, "tls-cert: " + directory.resolve("server.crt") + " is not valid before " + day(1));

        now = day(1);
        assertTrue(contexts.reload());
    }

    @Test
    void aCertificateThatExpiresInUseDoesNotBlockANewList() {
        TlsContexts contexts = load(-10, 40);
        now = day(21);
        assertEquals(List.of(expiredCertificate(20)), contexts.warnings());

        list(1, 50);
        assertTrue(contexts.reload());
        assertEquals(List.of(expiredCertificate(20)), contexts.warnings());
    }

    private void assertRefused(TlsContexts contexts, String problem) {
        ConfigException e = assertThrows(ConfigException.class, contexts::reload);
        assertEquals(problem, e.getMessage());
    }

    private String expiredList(int day) {
        return "tls-crl: " + directory.resolve("ca.crl") + ": the revocation list of CN=Test CA expired on " + day(day)
                + ALL_REFUSED;
    }

    private String expiredCertificate(int day) {
        return "tls-cert: " + directory.resolve("server.crt") + " expired on " + day(day);
    }

    private TlsContexts load(int listFrom, int listUntil) {
        return TlsContexts.load(config(listFrom, listUntil), () -> now);
    }

    /** With a server certificate that is valid from day -20 to day 20. */
    private TlsConfig config(int listFrom, int listUntil) {
        return certificates.config(server(-20, 20), ClientAuth.REQUIRED, list(listFrom, listUntil));
    }

    private X509Bundle server(int from, int until) {
        return certificates.server(Certificates.builder().notBefore(day(from)).notAfter(day(until)), "proxy.example");
    }

    private Path list(int from, int until) {
        return certificates.write("ca.crl", certificates.emptyRevocations(day(from), day(until)));
    }

    private Instant day(int day) {
        return start.plus(Duration.ofDays(day));
    }
}
