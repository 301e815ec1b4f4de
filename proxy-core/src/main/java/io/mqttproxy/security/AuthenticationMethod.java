package io.mqttproxy.security;

/** One way to prove who one is. */
interface AuthenticationMethod extends Authenticator {
    /** Whether the client tries to prove itself this way. Then this method's answer counts, and no other is asked. */
    boolean appliesTo(Credentials credentials);
}
