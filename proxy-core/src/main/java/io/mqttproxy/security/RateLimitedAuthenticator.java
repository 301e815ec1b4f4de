package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Refuses clients, without checking their credentials, when more come than may be authenticated per
 * second.
 */
public final class RateLimitedAuthenticator implements Authenticator {
    private static final AuthenticationResult TOO_MANY = new Refused(Refusal.CONNECTION_RATE_EXCEEDED);

    private final Authenticator next;
    private final RateLimit rate;

    /** @param rate how many clients per second are passed on to {@code next} */
    public RateLimitedAuthenticator(Authenticator next, RateLimit rate) {
        this.next = next;
        this.rate = rate;
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        return rate.tryTake() ? next.authenticate(credentials) : CompletableFuture.completedFuture(TOO_MANY);
    }
}
