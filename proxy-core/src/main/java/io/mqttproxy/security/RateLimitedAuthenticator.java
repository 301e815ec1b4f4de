package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Refuses clients unseen when more come than may be let in each second, so that they come back later. */
public final class RateLimitedAuthenticator implements Authenticator {
    private static final AuthenticationResult TOO_MANY = new Refused(Refusal.CONNECTION_RATE_EXCEEDED);

    private final Authenticator next;
    private final RateLimit rate;

    /** @param rate how many are passed on to the next */
    public RateLimitedAuthenticator(Authenticator next, RateLimit rate) {
        this.next = next;
        this.rate = rate;
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        return rate.tryTake() ? next.authenticate(credentials) : CompletableFuture.completedFuture(TOO_MANY);
    }
}
