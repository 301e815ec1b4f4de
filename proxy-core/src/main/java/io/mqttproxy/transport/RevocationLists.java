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

/**
 * Assigns revocation lists to the authorities that signed them (RFC 5280 section 6.3). An authority
 * without a valid list has all of its certificates refused.
 */
final class RevocationLists {
    private RevocationLists() {}

    /**
     * The validity of the lists of each authority.
     *
     * @throws io.mqttproxy.config.ConfigException when none of the authorities has signed a list, or a
     *     list has no nextUpdate
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
                throw file.error("holds a list of " + issuer(list)
                        + " without nextUpdate, so nobody knows when the list is out of date");
            }
        }
        if (byAuthority.values().stream().allMatch(List::isEmpty)) {
            throw file.error("has no revocation list signed by an authority in tls-ca, only lists of "
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
