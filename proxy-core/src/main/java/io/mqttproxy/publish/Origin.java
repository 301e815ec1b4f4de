package io.mqttproxy.publish;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The client that publishes. One object per connection, so that its names are encoded once and not per
 * message. Immutable.
 */
public final class Origin {
    private final String clientId;
    private final @Nullable String username;
    private final byte[] clientIdUtf8;
    private final byte @Nullable [] usernameUtf8;

    /**
     * @param clientId as sent in CONNECT, or as assigned by the proxy
     * @param username the authenticated identity, {@code null} for an anonymous client
     */
    public Origin(String clientId, @Nullable String username) {
        this.clientId = clientId;
        this.username = username;
        this.clientIdUtf8 = clientId.getBytes(StandardCharsets.UTF_8);
        this.usernameUtf8 = username == null ? null : username.getBytes(StandardCharsets.UTF_8);
    }

    public String clientId() {
        return clientId;
    }

    public @Nullable String username() {
        return username;
    }

    /** The internal array, not a copy: callers must not write to it. */
    public byte[] clientIdUtf8() {
        return clientIdUtf8;
    }

    /** The internal array, not a copy: callers must not write to it. */
    public byte @Nullable [] usernameUtf8() {
        return usernameUtf8;
    }

    @Override
    public String toString() {
        return "client '" + clientId + "'";
    }
}
