package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Which client ids an identity may use: setting {@code client-id-must-match}. */
record ClientIdPattern(WildcardPattern pattern) {
    private static final String USERNAME = "{username}";

    /**
     * Parses the setting.
     *
     * @param text may contain {@code *} for any characters and {@code {username}} for the user name
     * @throws ConfigException when it contains any other placeholder
     */
    static ClientIdPattern parse(String text) {
        if (text.replace(USERNAME, "").contains("{")) {
            throw new ConfigException(
                    "client-id-must-match", "'" + text + "' has an unknown placeholder; there is only " + USERNAME);
        }
        return new ClientIdPattern(WildcardPattern.parse(text));
    }

    /**
     * Whether the client may use this id.
     *
     * @param username {@code null} for an anonymous client, which never matches a pattern with {@code
     *     {username}}
     */
    boolean admits(String clientId, @Nullable String username) {
        if (username == null) {
            return !pattern.contains(USERNAME) && pattern.matches(clientId);
        }
        return pattern.with(USERNAME, username).matches(clientId);
    }
}
