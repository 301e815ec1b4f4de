package io.mqttproxy.app;

import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.routing.RuleRouter;
import io.mqttproxy.security.AccessControl;
import io.mqttproxy.security.Authenticator;
import io.mqttproxy.security.RateLimit;
import io.mqttproxy.security.RateLimitedAuthenticator;
import java.util.function.Supplier;

/**
 * The rules in force. Connections ask for every publish, so the answer is one volatile read. A reload puts a new object in
 * its place; connections compare the object and forget what they had cached under the old one. Safe for all threads.
 */
final class LivePolicy implements Supplier<Policy> {
    private final AccessControl access;
    private final Authenticator authenticator;
    private volatile RuleRouter router;
    private volatile Policy current;

    /** @param maxAuthenticationRate clients per second whose credentials are looked at; 0 for no limit */
    LivePolicy(AccessControl access, int maxAuthenticationRate, RuleRouter router) {
        this.access = access;
        this.router = router;
        this.authenticator = new RateLimitedAuthenticator(
                access.authenticator(), new RateLimit(maxAuthenticationRate, System::nanoTime));
        this.current = new Policy(authenticator, access.authorizer(), router);
    }

    @Override
    public Policy get() {
        return current;
    }

    /** Puts new routing rules in force. */
    void replaceRouter(RuleRouter newRouter) {
        router = newRouter;
        current = new Policy(authenticator, access.authorizer(), newRouter);
    }

    /** Puts the access rules in force that were read last. */
    void refreshAccess() {
        current = new Policy(authenticator, access.authorizer(), router);
    }

    /** The rules that are in force. */
    RuleRouter router() {
        return router;
    }
}
