package io.mqttproxy.security;

import java.util.concurrent.CompletionStage;

/** Decides who may connect. */
public interface Authenticator {
    /**
     * Called on the connection's event loop, so it must return at once; the stage may complete on any thread, and
     * completes with a value, never exceptionally.
     */
    CompletionStage<AuthenticationResult> authenticate(Credentials credentials);
}
