package io.mqttproxy.trace;

/** Text of clients for terminals: nothing of it moves a cursor or turns the direction of writing. */
public final class Printable {
    private Printable() {}

    /** In double quotes. */
    public static String quoted(String text) {
        return '"' + escaped(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** Control, format and unassigned characters as {@code \}{@code uXXXX}. */
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
