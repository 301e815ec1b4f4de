package io.mqttproxy.security;

import io.mqttproxy.config.AuthenticationConfig;
import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.SecurityConfig;
import io.mqttproxy.config.SecurityConfig.Method;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Creates and owns what the settings ask for: authentication methods in their order, the check of
 * client ids, throttling.
 */
final class Authentication implements AutoCloseable {
    private final SecurityConfig config;
    private final AuthenticationWorkers workers;
    private final Authenticator authenticator;
    private @Nullable PasswordAuthenticator passwords;
    private @Nullable JwtKeys keys;

    /**
     * @param connectTimeout how long clients wait for the answer to their CONNECT
     * @throws ConfigException when a file or a template cannot be used
     */
    Authentication(SecurityConfig config, Duration connectTimeout) {
        this.config = config;
        AuthenticationConfig limits = config.authentication();
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        workers = new AuthenticationWorkers(
                limits.threads() == 0 ? half : limits.threads(), limits.queueSize(), connectTimeout, System::nanoTime);
        List<AuthenticationMethod> methods =
                config.methods().stream().map(this::method).toList();
        authenticator = throttled(bound(new AuthenticationChain(methods)));
    }

    Authenticator authenticator() {
        return authenticator;
    }

    /** Begins to fetch the keys for tokens, if tokens are accepted. */
    void start() {
        if (keys != null) {
            keys.start();
        }
    }

    /** The keys for tokens; {@code null} when tokens are not accepted. */
    @Nullable
    JwtKeys keys() {
        return keys;
    }

    /** Whether passwords are checked against a file without users. */
    boolean hasNoUsers() {
        return passwords != null && passwords.users() == 0;
    }

    /** Replaces the password file from the next client on. */
    void replace(PasswordFile file) {
        if (passwords != null) {
            passwords.replace(file);
        }
    }

    @Override
    public void close() {
        workers.close();
        if (keys != null) {
            keys.close();
        }
    }

    private AuthenticationMethod method(Method method) {
        return switch (method) {
            case CERTIFICATE ->
                new CertificateAuthenticator(CertificateTemplate.parse(Objects.requireNonNull(config.tlsIdentity())));
            case JWT -> tokens();
            case PASSWORD -> passwords();
            case ANONYMOUS -> new AnonymousAuthenticator(!config.checksCredentials());
        };
    }

    private AuthenticationMethod tokens() {
        JwtKeys keys = new JwtKeys(JwksSource.of(config.jwt()), config.jwt().keyRefresh(), System::nanoTime);
        if (!config.jwt().jwksIsUrl()) {
            keys.readNow();
        }
        this.keys = keys;
        return new JwtAuthenticator(config.jwt(), keys, workers);
    }

    private AuthenticationMethod passwords() {
        AuthenticationConfig limits = config.authentication();
        PasswordAuthenticator passwords = new PasswordAuthenticator(
                PasswordFile.load(Objects.requireNonNull(config.passwordFile())),
                new RecentPasswords(limits.passwordCacheSize(), limits.passwordCacheTime(), System::nanoTime),
                workers);
        this.passwords = passwords;
        return passwords;
    }

    private Authenticator bound(Authenticator next) {
        String clientIds = config.clientIdMustMatch();
        return clientIds == null ? next : new ClientIdAuthenticator(next, clientIds);
    }

    private Authenticator throttled(Authenticator next) {
        AuthenticationConfig limits = config.authentication();
        return limits.failureLimit() == 0
                ? next
                : new ThrottlingAuthenticator(
                        next,
                        new FailedAttempts(
                                limits.failureLimit(),
                                limits.failureWindow(),
                                limits.failureAddresses(),
                                System::nanoTime));
    }
}
