package io.mqttproxy.app.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Text of JSON. A JSON string is a YAML double-quoted scalar too. */
public final class JsonText {
    private JsonText() {}

    /**
     * A whole document.
     *
     * @param value maps, iterables, booleans and numbers, of which those that are no number become {@code null}; everything
     *     else is a string
     */
    public static String of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + of(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Iterable<?> values) {
            return StreamSupport.stream(values.spliterator(), false)
                    .map(JsonText::of)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Double number) {
            return number(number);
        }
        return value == null || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : quoted(value.toString());
    }

    /** An object in the making: names and values in turn. */
    public static Map<String, Object> fields(@Nullable Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    /** The text in double quotes. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(character -> append(quoted, (char) character));
        return quoted.append('"').toString();
    }

    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "null";
        }
        // Three decimals are enough for everything that is shown, and whole numbers need none.
        double rounded = Math.rint(value * 1000) / 1000;
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }

    private static void append(StringBuilder quoted, char character) {
        switch (character) {
            case '"', '\\' -> quoted.append('\\').append(character);
            case '\n' -> quoted.append("\\n");
            default -> {
                if (character < ' ') {
                    quoted.append("\\u%04x".formatted((int) character));
                } else {
                    quoted.append(character);
                }
            }
        }
    }
}
