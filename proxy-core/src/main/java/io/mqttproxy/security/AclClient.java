package io.mqttproxy.security;

import org.jspecify.annotations.Nullable;

/** The client's names, as values for the placeholders of an ACL file. */
final class AclClient {
    private final String clientId;
    private final String username;
    private final boolean clientIdUnsafe;
    private final boolean usernameUnsafe;

    /** The names that a placeholder can refer to. */
    enum Name {
        CLIENT_ID,
        USERNAME
    }

    AclClient(String clientId, @Nullable String username) {
        this.clientId = clientId;
        this.username = username == null ? "" : username;
        this.clientIdUnsafe = isUnsafe(clientId);
        this.usernameUnsafe = isUnsafe(this.username);
    }

    /** The name, empty when the client has none. */
    String get(Name name) {
        return switch (name) {
            case CLIENT_ID -> clientId;
            case USERNAME -> username;
        };
    }

    /**
     * Whether the name contains a separator or a wildcard. As a value it would not be one plain topic
     * level, and so could match topics beyond those that the rule intends.
     */
    boolean isUnsafe(Name name) {
        return switch (name) {
            case CLIENT_ID -> clientIdUnsafe;
            case USERNAME -> usernameUnsafe;
        };
    }

    /** Whether one of the names contains a wildcard, which no legitimate client needs. */
    boolean hasWildcards() {
        return hasWildcards(clientId) || hasWildcards(username);
    }

    private static boolean isUnsafe(String name) {
        return name.indexOf('/') >= 0 || hasWildcards(name);
    }

    private static boolean hasWildcards(String name) {
        return name.indexOf('+') >= 0 || name.indexOf('#') >= 0;
    }
}
