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
 * Everything that decides who may connect and what they may publish, made from the settings. Password and ACL file can
 * be read again at any time, both or neither, and so can the keys of tokens.
 */
public final class AccessControl implements AutoCloseable {
    private final SecurityConfig config;
    private final Authentication authentication;
    private final WatchedFiles files;
    private volatile Authorizer authorizer;

    private AccessControl(SecurityConfig config, Duration patience) {
        this.config = config;
        files = new WatchedFiles(Stream.of(config.passwordFile(), config.aclFile())
                .filter(Objects::nonNull)
                .toList());
        authorizer = authorizer(config);
        authentication = new Authentication(config, patience);
    }

    /**
     * Reads the files and checks the settings that only they can prove. Contacts nobody and starts no thread.
     *
     * @param patience how long clients wait for the answer to their CONNECT
     * @throws ConfigException when a file or a template cannot be used
     */
    public static AccessControl open(SecurityConfig config, Duration patience) {
        return new AccessControl(config, patience);
    }

    /** Begins to fetch the keys of tokens, if there are to be any. */
    public void start() {
        authentication.start();
    }

    /** Decides who may connect; a reload changes what this object knows, and never replaces it. */
    public Authenticator authenticator() {
        return authentication.authenticator();
    }

    /** Decides what clients may publish. A reload replaces the object, so that nobody goes on with a cached decision of the old. */
    public Authorizer authorizer() {
        return authorizer;
    }

    /** The keys that tokens are checked with, always the same object; {@code null} when no tokens are taken. */
    public @Nullable JwtKeys tokenKeys() {
        return authentication.keys();
    }

    /** What is valid in the files but probably not intended, such as an ACL that allows nothing; a line each. */
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
     * Reads password and ACL file again. May take a moment; not for an event loop.
     *
     * @throws ConfigException when one of them cannot be used; then both old ones stay
     */
    public synchronized void reload() {
        files.areRead();
        try {
            readAgain();
        } catch (RuntimeException e) {
            files.rejected();
            throw e;
        }
    }

    private void readAgain() {
        Authorizer newAuthorizer = authorizer(config);
        Path passwords = config.passwordFile();
        if (passwords != null) {
            authentication.replace(PasswordFile.load(passwords));
        }
        authorizer = newAuthorizer;
    }

    /**
     * Reads the files again when they have changed and two calls in a row have found them the same: a file that is still
     * being written may lack the rule that denies. After a failure each call tries again.
     *
     * @return whether there are new rules
     * @throws ConfigException when one of them cannot be used; then both old ones stay
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
