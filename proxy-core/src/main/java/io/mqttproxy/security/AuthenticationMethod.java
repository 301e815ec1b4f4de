package io.mqttproxy.security;

/** One way to prove who one is. */
interface AuthenticationMethod extends Authenticator {
    /** Whether the client shows what this method checks. If so, this method decides alone, and the next is not asked. */
    boolean appliesTo(Credentials credentials);
}
