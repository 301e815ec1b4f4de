package io.mqttproxy.transport;

import io.netty.handler.ssl.OpenSslCertificateException;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Makes OpenSSL tell a client why its certificate is refused, with the same TLS alerts as the JDK (RFC
 * 8446 section 6.2). Netty maps only expired, not yet valid and revoked certificates to alerts; any
 * other refusal would become the alert internal_error. Thread-safe.
 */
final class ClientTrustManager extends X509ExtendedTrustManager {
    /** X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, whose alert is unknown_ca. */
    private static final int UNKNOWN_CA = 20;

    /**
     * X509_V_ERR_DIFFERENT_CRL_SCOPE. OpenSSL maps it, like all rare errors, to the alert
     * certificate_unknown.
     */
    private static final int CERTIFICATE_UNKNOWN = 44;

    private static final Set<Reason> KNOWN_TO_NETTY =
            Set.of(BasicReason.EXPIRED, BasicReason.NOT_YET_VALID, BasicReason.REVOKED);

    private static final Set<Reason> OTHER_AUTHORITY =
            Set.of(BasicReason.INVALID_SIGNATURE, PKIXReason.NO_TRUST_ANCHOR);

    private final X509ExtendedTrustManager trust;

    ClientTrustManager(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(() -> trust.checkClientTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(() -> trust.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(() -> trust.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private static void check(Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException e) {
            throw withAlert(e);
        }
    }

    private static CertificateException withAlert(CertificateException refusal) {
        boolean pathMissing = false;
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException invalid) {
                return withAlert(refusal, invalid.getReason());
            }
            pathMissing |= cause instanceof CertPathBuilderException;
        }
        return refusal(refusal, pathMissing ? UNKNOWN_CA : CERTIFICATE_UNKNOWN);
    }

    private static CertificateException withAlert(CertificateException refusal, Reason reason) {
        return KNOWN_TO_NETTY.contains(reason)
                ? refusal
                : refusal(refusal, OTHER_AUTHORITY.contains(reason) ? UNKNOWN_CA : CERTIFICATE_UNKNOWN);
    }

    private static CertificateException refusal(CertificateException cause, int openSslCode) {
        return new OpenSslCertificateException(cause.getMessage(), cause, openSslCode);
    }
}
