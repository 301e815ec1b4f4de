package io.mqttproxy.security;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows in order to be let in.
 *
 * @param clientId as sent or assigned
 * @param username of CONNECT, unproven
 * @param password of CONNECT; the authenticator does not keep it
 * @param certificate of the TLS handshake, already verified against the trust store, or {@code null}
 * @param proxiedCommonName the certificate name that a trusted balancer vouches for, or {@code null}
 * @param remoteAddress the device's address, behind a PROXY protocol header its real one
 */
public record Credentials(
        String clientId,
        @Nullable String username,
        byte @Nullable [] password,
        @Nullable X509Certificate certificate,
        @Nullable String proxiedCommonName,
        InetSocketAddress remoteAddress) {

    /** More than any token; what waits to be checked is kept even when its client has gone. */
    private static final int LONGEST_PASSWORD = 8 * 1024;

    /** Whether nothing that is checked can have this password. */
    boolean hasTooLongPassword() {
        return password != null && password.length > LONGEST_PASSWORD;
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "Credentials[client '" + clientId + "', " + remoteAddress + "]";
    }
}
