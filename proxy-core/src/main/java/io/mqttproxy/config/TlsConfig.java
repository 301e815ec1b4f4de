package io.mqttproxy.config;

import static io.mqttproxy.config.ConfigException.require;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files and rules of {@code mqtts://} and {@code wss://} listeners. Files are PEM; they are read when TLS starts
 * and when they change, not here.
 *
 * @param certificates {@code tls-cert}, one file per server name: the certificate first, then its intermediates. A
 *     client gets the first whose subject alternative names match the name it asks for, or else the first of all
 * @param keys {@code tls-key}, in the order of the certificates; PKCS#8, RSA or EC, possibly encrypted
 * @param keyPasswordFile {@code tls-key-password-file}, whose first line opens the encrypted keys
 * @param authorities {@code tls-ca}, whose certificates client certificates must descend from
 * @param revocations {@code tls-crl}, a revocation list of every authority in a client certificate's chain; a client
 *     whose status the lists do not tell, or tell too old, is refused
 * @param clientAuth {@code tls-client-auth}
 * @param protocols {@code tls-protocols}
 * @param sessionCacheSize {@code tls-session-cache-size}: sessions kept for clients that can resume, but not by ticket
 * @param sessionTimeout {@code tls-session-timeout}: how long a session may be resumed without another look at the
 *     client's certificate
 */
public record TlsConfig(
        List<Path> certificates,
        List<Path> keys,
        @Nullable Path keyPasswordFile,
        @Nullable Path authorities,
        @Nullable Path revocations,
        ClientAuth clientAuth,
        Set<Protocol> protocols,
        int sessionCacheSize,
        Duration sessionTimeout) {

    public static final Set<Protocol> DEFAULT_PROTOCOLS = Set.of(Protocol.TLSV1_3, Protocol.TLSV1_2);
    public static final int DEFAULT_SESSION_CACHE_SIZE = 4_096;
    public static final Duration DEFAULT_SESSION_TIMEOUT = Duration.ofHours(1);

    /** Whether clients show a certificate. One that is shown is always verified. */
    public enum ClientAuth {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** Versions of TLS that are still considered safe. */
    public enum Protocol {
        TLSV1_3("TLSv1.3"),
        TLSV1_2("TLSv1.2");

        private final String text;

        Protocol(String text) {
            this.text = text;
        }

        /** The version as in the setting and as the TLS libraries know it: {@code TLSv1.3}. */
        public String text() {
            return text;
        }

        /**
         * Reads a version, in any case.
         *
         * @throws ConfigException when it is unknown or unsafe
         */
        public static Protocol parse(String text) {
            for (Protocol protocol : values()) {
                if (protocol.text.equalsIgnoreCase(text.strip())) {
                    return protocol;
                }
            }
            throw new ConfigException("tls-protocols", "'" + text + "' must be TLSv1.3 or TLSv1.2");
        }
    }

    public TlsConfig {
        certificates = List.copyOf(certificates);
        keys = List.copyOf(keys);
        protocols = Set.copyOf(protocols);
        require(!certificates.isEmpty(), "tls-cert", "needs a file for mqtts:// and wss:// listeners");
        require(
                keys.size() == certificates.size(),
                "tls-key",
                "needs one file for each tls-cert: " + certificates.size() + ", not " + keys.size());
        require(!protocols.isEmpty(), "tls-protocols", "needs TLSv1.3 or TLSv1.2");
        requireAuthorities(clientAuth, authorities, revocations);
        ConfigException.requireBetween(sessionCacheSize, 1, 1_000_000, "tls-session-cache-size");
        Durations.requireBetween(sessionTimeout, Duration.ofSeconds(1), Duration.ofDays(7), "tls-session-timeout");
    }

    /** Files that would silently do nothing are refused: who names them believes that clients are checked. */
    private static void requireAuthorities(
            ClientAuth clientAuth, @Nullable Path authorities, @Nullable Path revocations) {
        if (clientAuth == ClientAuth.NONE) {
            require(authorities == null, "tls-ca", "is unused while tls-client-auth is none");
            require(revocations == null, "tls-crl", "is unused while tls-client-auth is none");
        } else {
            String value = clientAuth.name().toLowerCase(Locale.ROOT);
            require(authorities != null, "tls-ca", "needs a file while tls-client-auth is " + value);
        }
    }

    /** The configuration of a server that asks clients for nothing, with one certificate. */
    public static TlsConfig of(Path certificate, Path key) {
        return new TlsConfig(
                List.of(certificate),
                List.of(key),
                null,
                null,
                null,
                ClientAuth.NONE,
                DEFAULT_PROTOCOLS,
                DEFAULT_SESSION_CACHE_SIZE,
                DEFAULT_SESSION_TIMEOUT);
    }
}
