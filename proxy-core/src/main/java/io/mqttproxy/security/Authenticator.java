package io.mqttproxy.security;

import java.util.concurrent.CompletionStage;

/** Decides who may connect. */
public interface Authenticator {
    /**
     * Checks the credentials of one client. Called on the connection's event loop, so it must return
     * at once. The stage may complete on any thread; it always completes with a value, never
     * exceptionally.
     */
    CompletionStage<AuthenticationResult> authenticate(Credentials credentials);
}
