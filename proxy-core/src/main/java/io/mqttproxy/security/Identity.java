package io.mqttproxy.security;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection proved to be.
 *
 * @param username {@code null} for an anonymous client
 * @param groups from a token's claim; empty when there is none
 * @param expiresAt when the proof ends and the connection with it, {@code null} for never
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
