package io.mqttproxy.trace;

/**
 * Makes text from clients safe to print on a terminal: escapes every character that could move the
 * cursor or change the direction of writing.
 */
public final class Printable {
    private Printable() {}

    /** The text in double quotes, with quotes and backslashes escaped too. */
    public static String quoted(String text) {
        return '"' + escaped(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /**
     * The text with control, format, separator and unassigned characters written as {@code \}{@code
     * uXXXX}.
     */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isPrintable(character)) {
                escaped.appendCodePoint(character);
            } else {
                escaped.append("\\u%04x".formatted(character));
            }
        });
        return escaped.toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
