package io.mqttproxy.app;

import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.routing.RuleRouter;
import io.mqttproxy.security.AccessControl;
import java.util.function.Supplier;

/**
 * The rules in force. Connections ask for every publish, so the answer is one volatile read; a reload puts a new object in
 * its place, and what connections remembered of the old one is void. Safe for all threads.
 */
final class LivePolicy implements Supplier<Policy> {
    private final AccessControl access;
    private volatile RuleRouter router;
    private volatile Policy current;

    LivePolicy(AccessControl access, RuleRouter router) {
        this.access = access;
        this.router = router;
        this.current = new Policy(access.authenticator(), access.authorizer(), router);
    }

    @Override
    public Policy get() {
        return current;
    }

    /** Puts new routing rules in force. */
    void replaceRouter(RuleRouter newRouter) {
        router = newRouter;
        current = new Policy(access.authenticator(), access.authorizer(), newRouter);
    }

    /** Puts the access rules in force that were read last. */
    void refreshAccess() {
        current = new Policy(access.authenticator(), access.authorizer(), router);
    }

    /** The rules that are in force. */
    RuleRouter router() {
        return router;
    }
}
