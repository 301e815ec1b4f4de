package io.mqttproxy.security;

import java.util.List;

/**
 * A pattern in which {@code *} matches any number of characters, or none.
 *
 * @param parts the texts between the stars, at least one
 */
record WildcardPattern(List<String> parts) {

    static WildcardPattern parse(String text) {
        return new WildcardPattern(List.of(text.split("\\*", -1)));
    }

    /** Replaces a placeholder by a value; a star in the value matches only itself. */
    WildcardPattern with(String placeholder, String value) {
        return new WildcardPattern(
                parts.stream().map(part -> part.replace(placeholder, value)).toList());
    }

    boolean contains(String text) {
        return parts.stream().anyMatch(part -> part.contains(text));
    }

    boolean matches(String text) {
        String first = parts.get(0);
        if (parts.size() == 1) {
            return text.equals(first);
        }
        String last = parts.get(parts.size() - 1);
        if (!text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int position = first.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, position);
            if (found < 0) {
                return false;
            }
            position = found + part.length();
        }
        return position <= text.length() - last.length();
    }
}
