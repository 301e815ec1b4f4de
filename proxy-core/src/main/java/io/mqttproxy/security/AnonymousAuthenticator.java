package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Accepted;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepts clients without credentials. */
final class AnonymousAuthenticator implements AuthenticationMethod {
    private static final AuthenticationResult ACCEPTED = new Accepted(Identity.ANONYMOUS);

    private final boolean ignoresCredentials;

    /**
     * @param ignoresCredentials whether to accept clients with a user name or password as anonymous,
     *     too. True when no other method checks credentials; otherwise a client with a wrong password
     *     must not get in anonymously
     */
    AnonymousAuthenticator(boolean ignoresCredentials) {
        this.ignoresCredentials = ignoresCredentials;
    }

    @Override
    public boolean appliesTo(Credentials credentials) {
        return ignoresCredentials || (credentials.username() == null && credentials.password() == null);
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        return CompletableFuture.completedFuture(ACCEPTED);
    }
}
