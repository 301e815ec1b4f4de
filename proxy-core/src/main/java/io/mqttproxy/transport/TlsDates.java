package io.mqttproxy.transport;

import io.mqttproxy.config.ConfigException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The validity dates of one state of the TLS files. A file that is out of date is not an error and
 * never keeps the proxy from starting: the clock may be wrong, and clients that do not depend on that
 * file can still connect. Immutable.
 *
 * @param expiries in the order tls-ca, tls-crl, tls-cert
 */
record TlsDates(List<TlsExpiry> expiries, List<TlsValidity> validities) {
    TlsDates {
        expiries = List.copyOf(expiries);
        validities = List.copyOf(validities);
    }

    /** One line for each certificate or list that is out of date at the given time. */
    List<String> problems(Instant now) {
        return outOfDate(now).stream()
                .map(validity -> validity.setting() + ": " + validity.problem(now))
                .toList();
    }

    /**
     * Checks that these files may replace those in use.
     *
     * @throws ConfigException when something is out of date here that is not out of date in the files
     *     in use
     */
    void requireNothingWorse(TlsDates used, Instant now) {
        Set<String> usedSubjects =
                used.outOfDate(now).stream().map(TlsValidity::subject).collect(Collectors.toSet());
        for (TlsValidity validity : outOfDate(now)) {
            if (!usedSubjects.contains(validity.subject())) {
                throw new ConfigException(validity.setting(), String.valueOf(validity.problem(now)));
            }
        }
    }

    private List<TlsValidity> outOfDate(Instant now) {
        return validities.stream()
                .filter(validity -> validity.problem(now) != null)
                .toList();
    }
}
