package io.mqttproxy.app;

import io.mqttproxy.connection.ConnectionServices.Policy;
import io.mqttproxy.routing.TopicRouter;
import io.mqttproxy.security.AccessControl;
import java.util.function.Supplier;

/**
 * The rules in force. Connections ask for every publish, so the answer is one volatile read; a reload puts a new object in
 * its place, and what connections remembered of the old one is void. Safe for all threads.
 */
final class LivePolicy implements Supplier<Policy> {
    private final AccessControl access;
    private volatile Policy current;

    LivePolicy(AccessControl access, TopicRouter router) {
        this.access = access;
        this.current = new Policy(access.authenticator(), access.authorizer(), router);
    }

    @Override
    public Policy get() {
        return current;
    }

    /** Puts new routing rules in force. */
    void replaceRouter(TopicRouter router) {
        current = new Policy(access.authenticator(), access.authorizer(), router);
    }

    /** Puts the access rules in force that were read last. */
    void refreshAccess() {
        current = new Policy(access.authenticator(), access.authorizer(), current.router());
    }
}
