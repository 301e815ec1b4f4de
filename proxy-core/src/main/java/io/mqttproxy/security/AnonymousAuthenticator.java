package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Accepted;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets clients in without proof. */
final class AnonymousAuthenticator implements AuthenticationMethod {
    private static final AuthenticationResult IN = new Accepted(Identity.ANONYMOUS);

    private final boolean ignoresCredentials;

    /**
     * @param ignoresCredentials whether clients that show a user name or a password are anonymous too: so when nothing
     *     could check those, while otherwise a wrong password must not get anybody in
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
