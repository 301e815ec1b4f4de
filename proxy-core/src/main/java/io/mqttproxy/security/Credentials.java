package io.mqttproxy.security;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a client presents to be let in.
 *
 * @param clientId as sent in CONNECT, or as assigned by the proxy
 * @param username from CONNECT, not yet verified
 * @param password from CONNECT; authenticators must not keep it
 * @param certificate the client certificate of the TLS handshake, already verified, or {@code null}
 * @param proxiedCommonName the common name in the certificate that a trusted balancer has verified, or
 *     {@code null}
 * @param remoteAddress the device's own address, also behind a PROXY protocol header
 */
public record Credentials(
        String clientId,
        @Nullable String username,
        byte @Nullable [] password,
        @Nullable X509Certificate certificate,
        @Nullable String proxiedCommonName,
        InetSocketAddress remoteAddress) {

    /**
     * Longer than any token. Queued passwords stay in memory even when their clients have gone, so
     * they must be bounded.
     */
    private static final int LONGEST_PASSWORD = 8 * 1024;

    /** Whether the password is longer than any password or token that could be accepted. */
    boolean hasTooLongPassword() {
        return password != null && password.length > LONGEST_PASSWORD;
    }

    /** Leaves out all secrets. */
    @Override
    public String toString() {
        return "Credentials[client '" + clientId + "', " + remoteAddress + "]";
    }
}
