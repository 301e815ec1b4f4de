package io.mqttproxy.security;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.config.SecurityConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may connect and what clients may publish, as the settings say. The password file and the
 * ACL file can be reloaded at any time, either both or neither; the keys for tokens can be reloaded
 * separately. Thread-safe.
 */
public final class AccessControl implements AutoCloseable {
    private final SecurityConfig config;
    private final Authentication authentication;
    private final WatchedFiles files;
    private volatile Authorizer authorizer;

    private AccessControl(SecurityConfig config, Duration connectTimeout) {
        this.config = config;
        files = new WatchedFiles(Stream.of(config.passwordFile(), config.aclFile())
                .filter(Objects::nonNull)
                .toList());
        authorizer = authorizer(config);
        authentication = new Authentication(config, connectTimeout);
    }

    /**
     * Reads the files and checks the settings that depend on them. Makes no network connection and
     * starts no thread.
     *
     * @param connectTimeout how long clients wait for the answer to their CONNECT: {@code
     *     connect-timeout}
     * @throws ConfigException when a file or a template cannot be used
     */
    public static AccessControl open(SecurityConfig config, Duration connectTimeout) {
        return new AccessControl(config, connectTimeout);
    }

    /** Begins to fetch the keys for tokens, if tokens are accepted. */
    public void start() {
        authentication.start();
    }

    /** Decides who may connect; always the same object. */
    public Authenticator authenticator() {
        return authentication.authenticator();
    }

    /**
     * Decides what clients may publish. A reload replaces this object, which invalidates cached
     * decisions.
     */
    public Authorizer authorizer() {
        return authorizer;
    }

    /** The keys for tokens, always the same object; {@code null} when tokens are not accepted. */
    public @Nullable JwtKeys tokenKeys() {
        return authentication.keys();
    }

    /** One warning for each entry of the files that is valid but probably a mistake. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (authentication.hasNoUsers()) {
            warnings.add(PasswordFile.SETTING + ": " + config.passwordFile() + " has no users");
        }
        if (authorizer instanceof AclFile acl) {
            warnings.addAll(acl.warnings());
            if (acl.deniesEverything()) {
                warnings.add(AclParser.SETTING + ": " + config.aclFile() + " allows nobody to publish anything");
            }
        }
        return warnings;
    }

    /**
     * Reloads the password file and the ACL file. May block for a moment; do not call on an event
     * loop.
     *
     * @throws ConfigException when one of them cannot be used; then the old content of both stays in
     *     use
     */
    public synchronized void reload() {
        files.markRead();
        try {
            replaceBoth();
        } catch (RuntimeException e) {
            files.rejected();
            throw e;
        }
    }

    private void replaceBoth() {
        Authorizer newAuthorizer = authorizer(config);
        Path passwords = config.passwordFile();
        if (passwords != null) {
            authentication.replace(PasswordFile.load(passwords));
        }
        authorizer = newAuthorizer;
    }

    /**
     * Reloads the files if they have changed since the last reload but not since the last call: a file
     * that is still being written may lack the rule that denies. After a failed reload, each call
     * tries again.
     *
     * @return whether the files were reloaded
     * @throws ConfigException when one of them cannot be used; then the old content of both stays in
     *     use
     */
    public synchronized boolean reloadIfChanged() {
        if (!files.haveChanged()) {
            return false;
        }
        reload();
        return true;
    }

    @Override
    public void close() {
        authentication.close();
    }

    private static Authorizer authorizer(SecurityConfig config) {
        @Nullable Path file = config.aclFile();
        return file == null ? Authorizer.ALLOW_ALL : AclFile.load(file);
    }
}
