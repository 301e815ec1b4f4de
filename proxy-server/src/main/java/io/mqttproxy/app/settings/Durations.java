package io.mqttproxy.app.settings;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as text: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 1d}, {@code 0}. */
final class Durations {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)|0");

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return text.equals("0") ? Duration.ZERO : Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
    }

    static int parseSeconds(String text) {
        Duration duration = parse(text);
        if (duration.toMillisPart() != 0) {
            throw new IllegalArgumentException(text);
        }
        return Math.toIntExact(duration.toSeconds());
    }

    /** In the largest unit that needs no fraction. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0";
        } else if (millis % 1_000 != 0) {
            return millis + "ms";
        } else if (millis % 60_000 != 0) {
            return millis / 1_000 + "s";
        } else if (millis % 3_600_000 != 0) {
            return millis / 60_000 + "m";
        }
        return millis % 86_400_000 == 0 ? millis / 86_400_000 + "d" : millis / 3_600_000 + "h";
    }

    static String formatSeconds(int seconds) {
        return format(Duration.ofSeconds(seconds));
    }

    private static ChronoUnit unit(String unit) {
        return switch (unit) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }
}
