package io.mqttproxy.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated identity of a connection.
 *
 * @param username {@code null} for an anonymous client
 * @param groups from a claim of the token; empty when there is none
 * @param expiresAt when the credentials expire and the connection ends with them, {@code null} for
 *     never
 */
public record Identity(
        @Nullable String username,
        Set<String> groups,
        @Nullable Instant expiresAt) {
    public static final Identity ANONYMOUS = new Identity(null, Set.of(), null);

    public Identity {
        groups = Set.copyOf(groups);
    }
}
