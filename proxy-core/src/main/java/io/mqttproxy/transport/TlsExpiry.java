package io.mqttproxy.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * When the first of a file's certificates expires, or the first of its revocation lists goes out of
 * date.
 *
 * @param setting the setting that names the file: {@code tls-cert}, {@code tls-ca} or {@code tls-crl}
 */
public record TlsExpiry(String setting, Path file, Instant expires) {

    /** Days until the expiry, with fractions; negative once expired. */
    public double daysLeft(Instant now) {
        return Duration.between(now, expires).toSeconds()
                / (double) Duration.ofDays(1).toSeconds();
    }
}
