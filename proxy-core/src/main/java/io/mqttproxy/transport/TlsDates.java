package io.mqttproxy.transport;

import io.mqttproxy.config.ConfigException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The dates of one state of the TLS files. That a date has passed is no mistake of the files, and never keeps the proxy from
 * starting: clocks go wrong, and clients that need no such file could not connect either. Immutable.
 *
 * @param expiries in the order tls-ca, tls-crl, tls-cert
 */
record TlsDates(List<TlsExpiry> expiries, List<TlsValidity> validities) {
    TlsDates {
        expiries = List.copyOf(expiries);
        validities = List.copyOf(validities);
    }

    /** What is of no use at a time, a line each. */
    List<String> problems(Instant now) {
        return outOfDate(now).stream()
                .map(validity -> validity.setting() + ": " + validity.problem(now))
                .toList();
    }

    /**
     * Refuses to take the place of files that are in use when something would get worse by it.
     *
     * @throws ConfigException that names what is out of date here and is not there
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
