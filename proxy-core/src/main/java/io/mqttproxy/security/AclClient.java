package io.mqttproxy.security;

import org.jspecify.annotations.Nullable;

/** The names that placeholders of an ACL stand for. */
final class AclClient {
    private final String clientId;
    private final String username;
    private final boolean clientIdUnsafe;
    private final boolean usernameUnsafe;

    /** What a placeholder may stand for. */
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

    /** Whether the name would be more than one plain level of a topic, and so could reach beyond its place. */
    boolean isUnsafe(Name name) {
        return switch (name) {
            case CLIENT_ID -> clientIdUnsafe;
            case USERNAME -> usernameUnsafe;
        };
    }

    /** Whether one of the names holds a wildcard, which no honest client needs. */
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
