package io.mqttproxy.connection;

import io.mqttproxy.security.AuthenticationResult;
import io.mqttproxy.security.Authenticator;
import io.mqttproxy.security.Credentials;
import io.mqttproxy.security.Identity;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers at once, until it is told to wait for {@link #answer}. */
final class FakeAuthenticator implements Authenticator {
    private AuthenticationResult result = new AuthenticationResult.Accepted(Identity.ANONYMOUS);
    private CompletableFuture<AuthenticationResult> pending = new CompletableFuture<>();
    private boolean asynchronous;

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        return asynchronous ? pending : CompletableFuture.completedFuture(result);
    }

    void accept(Identity identity) {
        result = new AuthenticationResult.Accepted(identity);
    }

    void refuse(AuthenticationResult.Refusal refusal) {
        result = new AuthenticationResult.Refused(refusal);
    }

    void answerLater() {
        asynchronous = true;
        pending = new CompletableFuture<>();
    }

    void answerAtOnce() {
        asynchronous = false;
    }

    /** Completes what is being asked, on the caller's thread. */
    void answer() {
        pending.complete(result);
    }

    void breakDown(RuntimeException failure) {
        pending.completeExceptionally(failure);
    }
}
