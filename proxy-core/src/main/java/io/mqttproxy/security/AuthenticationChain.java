package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Several authentication methods. The first that applies to the credentials decides alone: after a
 * failure no other method is tried.
 */
final class AuthenticationChain implements Authenticator {
    private final List<AuthenticationMethod> methods;

    AuthenticationChain(List<AuthenticationMethod> methods) {
        this.methods = List.copyOf(methods);
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        for (AuthenticationMethod method : methods) {
            if (method.appliesTo(credentials)) {
                return method.authenticate(credentials);
            }
        }
        boolean tried = credentials.username() != null || credentials.password() != null;
        return CompletableFuture.completedFuture(new Refused(tried ? Refusal.BAD_CREDENTIALS : Refusal.NOT_AUTHORIZED));
    }
}
