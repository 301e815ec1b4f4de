package io.mqttproxy.security;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A claim of a token, given by its name or by the path to a nested claim, such as {@code
 * realm_access.roles}. A claim whose name equals the whole path comes first, because claim names may
 * be URLs, which contain dots.
 */
record ClaimPath(String path) {

    /** The claim as text, {@code null} when it is missing, empty or not a string. */
    @Nullable
    String text(Map<String, Object> claims) {
        return find(claims) instanceof String text && !text.isEmpty() ? text : null;
    }

    /**
     * The claim as a set: from a list, or from a string with blanks as separators, as OAuth scopes are
     * written.
     */
    Set<String> texts(Map<String, Object> claims) {
        Object value = find(claims);
        if (value instanceof String text) {
            value = List.of(text.split(" "));
        }
        Set<String> texts = new HashSet<>();
        if (value instanceof Collection<?> values) {
            for (Object each : values) {
                if (each instanceof String text && !text.isEmpty()) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    private @Nullable Object find(Map<String, Object> claims) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        Object value = claims;
        for (String name : path.split("\\.")) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return value;
    }
}
