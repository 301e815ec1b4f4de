package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The client ids that an identity may use: setting {@code client-id-must-match}. */
record ClientIdPattern(WildcardPattern pattern) {
    private static final String USERNAME = "{username}";

    /**
     * Reads the setting.
     *
     * @param text with {@code *} for any characters and {@code {username}} for the identity
     * @throws ConfigException when it has another placeholder
     */
    static ClientIdPattern parse(String text) {
        if (text.replace(USERNAME, "").contains("{")) {
            throw new ConfigException(
                    "client-id-must-match", "'" + text + "' has an unknown placeholder; there is only " + USERNAME);
        }
        return new ClientIdPattern(WildcardPattern.parse(text));
    }

    /** @param username {@code null} for an anonymous client, which has no client ids of its own */
    boolean admits(String clientId, @Nullable String username) {
        if (username == null) {
            return !pattern.contains(USERNAME) && pattern.matches(clientId);
        }
        return pattern.with(USERNAME, username).matches(clientId);
    }
}
