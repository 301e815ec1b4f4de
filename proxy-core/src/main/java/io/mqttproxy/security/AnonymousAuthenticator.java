package io.mqttproxy.security;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets everybody in as nobody in particular: for setting {@code allow-anonymous}, and on loopback. */
public final class AnonymousAuthenticator implements Authenticator {
    private static final CompletionStage<AuthenticationResult> ANONYMOUS =
            CompletableFuture.completedStage(new AuthenticationResult.Accepted(Identity.ANONYMOUS));

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        return ANONYMOUS;
    }
}
