package io.mqttproxy.transport;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * The period in which a certificate or the revocation lists of an authority are valid.
 *
 * @param setting the setting that names the file
 * @param subject identifies this entry among those of the setting, also after a reload
 * @param early the problem before {@code from}
 * @param late the problem after {@code until}
 */
record TlsValidity(String setting, String subject, Instant from, Instant until, String early, String late) {

    /** The clock skew that Java tolerates when it checks revocation lists. */
    private static final Duration LIST_CLOCK_SKEW = Duration.ofMinutes(15);

    private static final String EFFECT = "; with it, all certificates of that authority are refused";

    static TlsValidity ofCertificate(TlsFile file, X509Certificate certificate) {
        String name = file.path().toString();
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        return new TlsValidity(
                file.setting(),
                name,
                from,
                until,
                name + " is not valid before " + from,
                name + " expired on " + until);
    }

    /** @param lists all lists of one authority, each with a nextUpdate; empty when the file has none */
    static TlsValidity ofLists(TlsFile file, X500Principal authority, List<X509CRL> lists) {
        return lists.stream()
                .max(Comparator.comparing(X509CRL::getNextUpdate))
                .map(last -> ofList(file, authority.getName(), last))
                .orElseGet(() -> ofNoList(file, authority.getName()));
    }

    private static TlsValidity ofList(TlsFile file, String authority, X509CRL list) {
        Instant from = list.getThisUpdate().toInstant();
        Instant until = list.getNextUpdate().toInstant();
        String name = file.path() + ": the revocation list of " + authority;
        return new TlsValidity(
                file.setting(),
                authority,
                from.minus(LIST_CLOCK_SKEW),
                until.plus(LIST_CLOCK_SKEW),
                name + " is not valid before " + from + EFFECT,
                name + " expired on " + until + EFFECT);
    }

    private static TlsValidity ofNoList(TlsFile file, String authority) {
        String problem = file.path() + " holds no revocation list of " + authority + EFFECT;
        return new TlsValidity(file.setting(), authority, Instant.MIN, Instant.MIN, problem, problem);
    }

    /** The problem at the given time, {@code null} when there is none. */
    @Nullable
    String problem(Instant now) {
        return now.isBefore(from) ? early : now.isAfter(until) ? late : null;
    }
}
