package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.util.concurrent.CompletionStage;

/**
 * Allows an identity to use only its own client ids: setting {@code client-id-must-match}. Otherwise
 * anybody could take over the connection of another client by connecting with its client id (MQTT 5.0
 * section 3.1.4).
 */
final class ClientIdAuthenticator implements Authenticator {
    private final Authenticator next;
    private final ClientIdPattern pattern;

    /** @throws ConfigException when the pattern has an unknown placeholder */
    ClientIdAuthenticator(Authenticator next, String pattern) {
        this.next = next;
        this.pattern = ClientIdPattern.parse(pattern);
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        return next.authenticate(credentials)
                .thenApply(result -> result instanceof Accepted accepted
                                && !pattern.admits(
                                        credentials.clientId(),
                                        accepted.identity().username())
                        ? new Refused(Refusal.CLIENT_IDENTIFIER_NOT_VALID)
                        : result);
    }
}
