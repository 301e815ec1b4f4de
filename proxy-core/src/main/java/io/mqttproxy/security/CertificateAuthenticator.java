package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authenticates by the client's certificate. The TLS handshake or a trusted balancer has already
 * verified it, so only its names and its end have to be read. The connection ends when the certificate
 * expires.
 */
final class CertificateAuthenticator implements AuthenticationMethod {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateAuthenticator.class);

    private final CertificateTemplate template;

    CertificateAuthenticator(CertificateTemplate template) {
        this.template = template;
    }

    @Override
    public boolean appliesTo(Credentials credentials) {
        return credentials.certificate() != null || credentials.proxiedCommonName() != null;
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        X509Certificate certificate = credentials.certificate();
        String proxied = credentials.proxiedCommonName();
        @Nullable String username = null;
        @Nullable Instant expiresAt = null;
        if (certificate != null) {
            username = template.username(new CertificateNames.Own(certificate));
            expiresAt = certificate.getNotAfter().toInstant();
        } else if (proxied != null) {
            username = template.username(new CertificateNames.Proxied(proxied));
        }
        if (username == null || username.isEmpty()) {
            return refused(credentials, "has no name of the kind that tls-identity requires");
        }
        if (expiresAt != null && expiresAt.isBefore(Instant.now())) {
            // A resumed TLS session is not verified again.
            return refused(credentials, "has expired");
        }
        return CompletableFuture.completedFuture(new Accepted(new Identity(username, Set.of(), expiresAt)));
    }

    private static CompletionStage<AuthenticationResult> refused(Credentials credentials, String why) {
        LOG.debug("{}: refused: the client certificate {}", credentials.remoteAddress(), why);
        return CompletableFuture.completedFuture(new Refused(Refusal.NOT_AUTHORIZED));
    }
}
