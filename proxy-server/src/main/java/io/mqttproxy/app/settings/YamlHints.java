package io.mqttproxy.app.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** What operators most likely did when YAML itself does not understand a file: most of it is missing quotes. */
final class YamlHints {
    /** By what the parser says; the first that occurs. */
    private static final Map<String, String> HINTS = new LinkedHashMap<>();

    static {
        HINTS.put("'@'", "put quotes around a value that begins with @");
        HINTS.put("\\t", "indent with blanks");
        HINTS.put("<block end>", "check the indentation, and put quotes around values that begin with { or [");
        HINTS.put("could not find expected ':'", "a key is followed by a colon and a blank");
        HINTS.put("unexpected end of stream", "a closing quote is missing");
        HINTS.put("alias", "put quotes around a value that begins with * or &");
    }

    private YamlHints() {}

    /** A problem in one line, with the hint that belongs to it. */
    static String explain(String problem) {
        String line = problem.replaceAll("\\s+", " ");
        return HINTS.entrySet().stream()
                .filter(hint -> line.contains(hint.getKey()))
                .findFirst()
                .map(hint -> line + "; " + hint.getValue())
                .orElse(line);
    }
}
