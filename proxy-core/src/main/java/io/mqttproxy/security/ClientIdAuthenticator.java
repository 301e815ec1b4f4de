package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.util.concurrent.CompletionStage;

/**
 * Lets an identity use only its own client ids: setting {@code client-id-must-match}. Without it, whoever connects with
 * another client's id takes over that client's connection (MQTT 5.0 section 3.1.4).
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
