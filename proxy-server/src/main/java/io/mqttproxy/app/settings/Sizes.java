package io.mqttproxy.app.settings;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as text: {@code 512}, {@code 256KiB}, {@code 1MiB}. */
final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})(|B|KiB|MiB|GiB)");
    private static final List<String> UNITS = List.of("GiB", "MiB", "KiB");

    private Sizes() {}

    static int parse(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return Math.toIntExact(Math.multiplyExact(Long.parseLong(matcher.group(1)), bytes(matcher.group(2))));
    }

    /** In the largest unit that needs no fraction. */
    static String format(int size) {
        for (String unit : UNITS) {
            if (size != 0 && size % bytes(unit) == 0) {
                return size / bytes(unit) + unit;
            }
        }
        return Integer.toString(size);
    }

    private static long bytes(String unit) {
        return switch (unit) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default -> 1;
        };
    }
}
