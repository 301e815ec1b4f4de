package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets an identity use only the client ids that are its own, as whoever connects with another client's id takes over its
 * connection (MQTT 5.0 section 3.1.4): setting {@code client-id-must-match}.
 */
final class ClientIdAuthenticator implements Authenticator {
    private static final String USERNAME = "{username}";

    private final Authenticator next;
    private final WildcardPattern pattern;

    /**
     * @param pattern with {@code *} for any characters and {@code {username}} for the identity
     * @throws ConfigException when it has another placeholder
     */
    ClientIdAuthenticator(Authenticator next, String pattern) {
        if (pattern.replace(USERNAME, "").contains("{")) {
            throw new ConfigException(
                    "client-id-must-match", "'" + pattern + "' has an unknown placeholder; there is only " + USERNAME);
        }
        this.next = next;
        this.pattern = WildcardPattern.parse(pattern);
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        return next.authenticate(credentials)
                .thenApply(result -> result instanceof Accepted accepted
                                && !mayUse(
                                        credentials.clientId(),
                                        accepted.identity().username())
                        ? new Refused(Refusal.CLIENT_IDENTIFIER_NOT_VALID)
                        : result);
    }

    private boolean mayUse(String clientId, @Nullable String username) {
        if (username == null) {
            return !pattern.contains(USERNAME) && pattern.matches(clientId);
        }
        return pattern.with(USERNAME, username).matches(clientId);
    }
}
