package io.mqttproxy.config;

import java.time.Duration;

final class Durations {
    private Durations() {}

    static void requireBetween(Duration value, Duration low, Duration high, String setting) {
        ConfigException.require(
                value.compareTo(low) >= 0 && value.compareTo(high) <= 0,
                setting,
                "must be between " + text(low) + " and " + text(high) + ", not " + text(value));
    }

    /** Milliseconds when the duration needs them, otherwise seconds: the forms that settings take. */
    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
