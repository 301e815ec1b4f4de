package io.mqttproxy.transport;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The parsed content of the TLS files, checked to belong together. Immutable.
 *
 * @param clientTrust {@code null} when clients are not asked for a certificate
 */
record TlsMaterial(
        List<ServerIdentity> identities, @Nullable X509ExtendedTrustManager clientTrust, TlsDates dates) {

    /** A server certificate with its intermediates, and its private key. */
    record ServerIdentity(TlsFile file, List<X509Certificate> chain, PrivateKey key) {}

    /** @throws io.mqttproxy.config.ConfigException naming the setting and the file at fault */
    static TlsMaterial of(TlsFiles files) {
        List<TlsExpiry> expiries = new ArrayList<>();
        List<TlsValidity> validities = new ArrayList<>();
        X509ExtendedTrustManager trust = trust(files, expiries, validities);
        List<ServerIdentity> identities = new ArrayList<>();
        for (int i = 0; i < files.certificates().size(); i++) {
            TlsFile file = files.certificates().get(i);
            List<X509Certificate> chain = file.certificates();
            expiries.add(expiry(file, chain.stream().map(X509Certificate::getNotAfter)));
            // Only the server's own certificate: expired intermediates may be kept for old clients, or
            // be cross-signed.
            validities.add(TlsValidity.ofCertificate(file, chain.get(0)));
            PrivateKey key = TlsKey.read(
                    files.keys().get(i), files.keyPassword(), chain.get(0).getPublicKey());
            identities.add(new ServerIdentity(file, chain, key));
        }
        return new TlsMaterial(List.copyOf(identities), trust, new TlsDates(expiries, validities));
    }

    private static @Nullable X509ExtendedTrustManager trust(
            TlsFiles files, List<TlsExpiry> expiries, List<TlsValidity> validities) {
        TlsFile file = files.authorities();
        if (file == null) {
            return null;
        }
        List<X509Certificate> certificates = file.certificates();
        List<X509Certificate> authorities = authorities(file, certificates);
        expiries.add(expiry(file, certificates.stream().map(X509Certificate::getNotAfter)));
        List<X509CRL> lists = null;
        TlsFile listFile = files.revocations();
        if (listFile != null) {
            lists = listFile.revocations();
            validities.addAll(RevocationLists.validities(listFile, lists, authorities));
            expiries.add(expiry(listFile, lists.stream().map(X509CRL::getNextUpdate)));
        }
        try {
            return ClientTrust.of(certificates, lists);
        } catch (GeneralSecurityException | IOException e) {
            throw file.error("cannot be used", e);
        }
    }

    private static List<X509Certificate> authorities(TlsFile file, List<X509Certificate> certificates) {
        List<X509Certificate> authorities =
                certificates.stream().filter(TlsMaterial::mayIssue).toList();
        if (authorities.isEmpty()) {
            throw file.error("holds no certificate of an authority, only of "
                    + certificates.stream()
                            .map(certificate ->
                                    certificate.getSubjectX500Principal().getName())
                            .collect(Collectors.joining("; ")));
        }
        return authorities;
    }

    /**
     * The oldest root certificates do not state that they are authorities; certificates issued by
     * another authority must.
     */
    private static boolean mayIssue(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0
                || certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    }

    private static TlsExpiry expiry(TlsFile file, Stream<Date> dates) {
        Date first = dates.min(Date::compareTo).orElseThrow();
        return new TlsExpiry(file.setting(), file.path(), first.toInstant());
    }
}
