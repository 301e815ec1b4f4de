package io.mqttproxy.security;

/** One way to authenticate, such as a password or a certificate. */
interface AuthenticationMethod extends Authenticator {
    /** Whether the client uses this method. If so, its result is final and no other method is tried. */
    boolean appliesTo(Credentials credentials);
}
