package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Accepted;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets clients in without proof. */
final class AnonymousAuthenticator implements AuthenticationMethod {
    private static final AuthenticationResult IN = new Accepted(Identity.ANONYMOUS);

    private final boolean ignoresCredentials;

    /**
     * @param ignoresCredentials whether clients that send a user name or a password are let in as well. Only when no other
     *     method checks those: otherwise a wrong password would get a client in
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
        return CompletableFuture.completedFuture(IN);
    }
}
