package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses clients from addresses with too many wrong credentials, without checking what they present. */
final class ThrottlingAuthenticator implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(ThrottlingAuthenticator.class);
    private static final AuthenticationResult BANNED = new Refused(Refusal.BANNED);
    private static final AuthenticationResult WRONG = new Refused(Refusal.BAD_CREDENTIALS);

    private final Authenticator next;
    private final FailedAttempts failed;

    ThrottlingAuthenticator(Authenticator next, FailedAttempts failed) {
        this.next = next;
        this.failed = failed;
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        @Nullable InetAddress address = credentials.remoteAddress().getAddress();
        if (address == null) {
            return next.authenticate(credentials);
        }
        if (failed.isBlocked(address)) {
            return CompletableFuture.completedFuture(BANNED);
        }
        return next.authenticate(credentials).thenApply(result -> {
            if (result.equals(WRONG) && failed.add(address)) {
                LOG.info("{}: refused for a while after too many wrong credentials (auth-failure-limit)", address);
            }
            return result;
        });
    }
}
