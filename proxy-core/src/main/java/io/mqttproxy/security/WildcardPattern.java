package io.mqttproxy.security;

import java.util.List;

/**
 * A text in which {@code *} stands for any characters, also none.
 *
 * @param parts what stands between the stars, at least one
 */
record WildcardPattern(List<String> parts) {

    static WildcardPattern parse(String text) {
        return new WildcardPattern(List.of(text.split("\\*", -1)));
    }

    /** The pattern with a value in place of a placeholder; a star in the value stands for nothing but itself. */
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
