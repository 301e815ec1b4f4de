package io.mqttproxy.config;

import java.time.Duration;

/**
 * What checking credentials may cost, and what failing costs a client.
 *
 * @param threads that check passwords and tokens; 0 for half the processors
 * @param queueSize checks that may wait for a thread; further clients are told that the server is unavailable
 * @param passwordCacheSize users whose right password is remembered as an HMAC, so that it need not be hashed again when
 *     they reconnect; 0 remembers nobody
 * @param passwordCacheTime for how long
 * @param failureLimit wrong credentials of one address per {@code failureWindow}; beyond it the address is refused
 *     without a check; 0 for no limit
 * @param failureWindow the time in which all failures of an address are forgiven, one after the other
 * @param failureAddresses addresses whose failures are counted; the one that failed longest ago makes room
 */
public record AuthenticationConfig(
        int threads,
        int queueSize,
        int passwordCacheSize,
        Duration passwordCacheTime,
        int failureLimit,
        Duration failureWindow,
        int failureAddresses) {

    public static final AuthenticationConfig DEFAULTS =
            new AuthenticationConfig(0, 1_000, 100_000, Duration.ofMinutes(10), 100, Duration.ofMinutes(1), 100_000);

    private static final int MILLIONS = 10_000_000;

    public AuthenticationConfig {
        ConfigException.requireBetween(threads, 0, 1_024, "auth-threads");
        ConfigException.requireBetween(queueSize, 1, MILLIONS, "auth-queue-size");
        ConfigException.requireBetween(passwordCacheSize, 0, MILLIONS, "password-cache-size");
        Durations.requireBetween(passwordCacheTime, Duration.ofSeconds(1), Duration.ofDays(1), "password-cache-time");
        ConfigException.requireBetween(failureLimit, 0, MILLIONS, "auth-failure-limit");
        Durations.requireBetween(failureWindow, Duration.ofSeconds(1), Duration.ofDays(1), "auth-failure-window");
        ConfigException.requireBetween(failureAddresses, 1, MILLIONS, "auth-failure-addresses");
    }
}
