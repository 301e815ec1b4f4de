package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Checks user name and password against a password file. Hashes are computed on the threads of {@link
 * AuthenticationWorkers}.
 */
final class PasswordAuthenticator implements AuthenticationMethod {
    private static final AuthenticationResult WRONG = new Refused(Refusal.BAD_CREDENTIALS);

    private final AuthenticationWorkers workers;
    private final RecentPasswords recent;
    private volatile PasswordFile file;

    PasswordAuthenticator(PasswordFile file, RecentPasswords recent, AuthenticationWorkers workers) {
        this.file = file;
        this.recent = recent;
        this.workers = workers;
    }

    /** Replaces the password file from the next client on. */
    void replace(PasswordFile file) {
        this.file = file;
    }

    /** Number of users in the file. */
    int users() {
        return file.size();
    }

    @Override
    public boolean appliesTo(Credentials credentials) {
        return credentials.username() != null || credentials.password() != null;
    }

    @Override
    public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
        String username = credentials.username();
        byte[] password = credentials.password();
        if (username == null || password == null || credentials.hasTooLongPassword()) {
            return CompletableFuture.completedFuture(WRONG);
        }
        PasswordFile.@Nullable Entry entry = file.find(username);
        if (entry == null) {
            PasswordFile.@Nullable Entry decoy = file.decoyFor(username);
            return workers.submit(() -> refuse(decoy, password));
        }
        if (recent.knows(username, entry, password)) {
            return CompletableFuture.completedFuture(accepted(username));
        }
        return workers.submit(() -> check(username, entry, password));
    }

    private AuthenticationResult check(String username, PasswordFile.Entry entry, byte[] password) {
        if (!entry.hash().matches(password)) {
            return WRONG;
        }
        recent.remember(username, entry, password);
        return accepted(username);
    }

    /** Takes as long as {@link #check}, so that the response time does not reveal which users exist. */
    @SuppressWarnings("CheckReturnValue")
    private static AuthenticationResult refuse(PasswordFile.@Nullable Entry decoy, byte[] password) {
        if (decoy != null) {
            decoy.hash().matches(password);
        }
        return WRONG;
    }

    private static AuthenticationResult accepted(String username) {
        return new Accepted(new Identity(username, Set.of(), null));
    }
}
