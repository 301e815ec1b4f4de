package io.mqttproxy.transport;

import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** Finds out which revocation lists are whose (RFC 5280 section 6.3): a list of another authority refuses everybody. */
final class RevocationLists {
    private RevocationLists() {}

    /**
     * How long the lists of each authority are of use.
     *
     * @throws io.mqttproxy.config.ConfigException when no list is of any of these authorities, or one is for ever
     */
    static List<TlsValidity> validities(TlsFile file, List<X509CRL> lists, List<X509Certificate> authorities) {
        Map<X500Principal, List<X509CRL>> byAuthority = new LinkedHashMap<>();
        for (X509Certificate authority : authorities) {
            List<X509CRL> own =
                    byAuthority.computeIfAbsent(authority.getSubjectX500Principal(), any -> new ArrayList<>());
            lists.stream().filter(list -> isSignedBy(list, authority)).forEach(own::add);
        }
        requireAny(file, lists, byAuthority);
        return byAuthority.entrySet().stream()
                .map(entry -> TlsValidity.ofLists(file, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void requireAny(TlsFile file, List<X509CRL> lists, Map<X500Principal, List<X509CRL>> byAuthority) {
        for (X509CRL list : lists) {
            if (list.getNextUpdate() == null) {
                throw file.error("holds a list of " + issuer(list) + " without nextUpdate, which cannot be relied on");
            }
        }
        if (byAuthority.values().stream().allMatch(List::isEmpty)) {
            throw file.error("holds no list that an authority of tls-ca has signed, only of "
                    + lists.stream().map(RevocationLists::issuer).distinct().collect(Collectors.joining("; ")));
        }
    }

    private static String issuer(X509CRL list) {
        return list.getIssuerX500Principal().getName();
    }

    private static boolean isSignedBy(X509CRL list, X509Certificate authority) {
        if (!list.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            list.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
