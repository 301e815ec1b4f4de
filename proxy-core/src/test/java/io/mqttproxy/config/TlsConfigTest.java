package io.mqttproxy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttproxy.config.TlsConfig.ClientAuth;
import io.mqttproxy.config.TlsConfig.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TlsConfigTest {
    private static final Path FILE = Path.of("file.pem");

    @Test
    void theDefaultsAskClientsForNothing() {
        TlsConfig config = TlsConfig.of(FILE, FILE);

        assertEquals(ClientAuth.NONE, config.clientAuth());
        assertEquals(Set.of(Protocol.TLSV1_3, Protocol.TLSV1_2), config.protocols());
    }

    @Test
    void eachCertificateNeedsAKey() {
        assertProblem(
                "tls-key: needs one file for each tls-cert: 2, not 1",
                () -> config(List.of(FILE, FILE), List.of(FILE), null, null, ClientAuth.NONE));
    }

    @Test
    void noCertificateAtAllIsRefused() {
        assertProblem(
                "tls-cert: needs a file for mqtts:// and wss:// listeners",
                () -> config(List.of(), List.of(), null, null, ClientAuth.NONE));
    }

    @Test
    void askingForCertificatesNeedsAuthorities() {
        assertProblem(
                "tls-ca: needs a file while tls-client-auth is required",
                () -> config(List.of(FILE), List.of(FILE), null, null, ClientAuth.REQUIRED));
    }

    @Test
    void filesThatWouldDoNothingAreRefused() {
        assertProblem(
                "tls-ca: is unused while tls-client-auth is none",
                () -> config(List.of(FILE), List.of(FILE), FILE, null, ClientAuth.NONE));
        assertProblem(
                "tls-crl: is unused while tls-client-auth is none",
                () -> config(List.of(FILE), List.of(FILE), null, FILE, ClientAuth.NONE));
    }

    @Test
    void unsafeVersionsAreUnknown() {
        assertEquals(Protocol.TLSV1_2, Protocol.parse(" tlsv1.2"));
        assertProblem("tls-protocols: 'TLSv1.1' must be TLSv1.3 or TLSv1.2", () -> Protocol.parse("TLSv1.1"));
    }

    @Test
    void boundsAreNamed() {
        TlsConfig good = TlsConfig.of(FILE, FILE);
        assertProblem("tls-protocols: needs TLSv1.3 or TLSv1.2", () -> bounds(good, Set.of(), 1, Duration.ofHours(1)));
        assertProblem(
                "tls-session-cache-size: must be between 1 and 1000000, not 0",
                () -> bounds(good, good.protocols(), 0, Duration.ofHours(1)));
        assertProblem(
                "tls-session-timeout: must be between 1s and 604800s, not 0s",
                () -> bounds(good, good.protocols(), 1, Duration.ZERO));
    }

    private static TlsConfig config(
            List<Path> certificates,
            List<Path> keys,
            @Nullable Path authorities,
            @Nullable Path revocations,
            ClientAuth clientAuth) {
        return new TlsConfig(
                certificates,
                keys,
                null,
                authorities,
                revocations,
                clientAuth,
                TlsConfig.DEFAULT_PROTOCOLS,
                TlsConfig.DEFAULT_SESSION_CACHE_SIZE,
                TlsConfig.DEFAULT_SESSION_TIMEOUT);
    }

    private static TlsConfig bounds(TlsConfig good, Set<Protocol> protocols, int cacheSize, Duration timeout) {
        return new TlsConfig(
                good.certificates(), good.keys(), null, null, null, ClientAuth.NONE, protocols, cacheSize, timeout);
    }

    private static void assertProblem(String message, Executable executable) {
        assertEquals(message, assertThrows(ConfigException.class, executable).getMessage());
    }
}
