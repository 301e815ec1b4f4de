package io.mqttproxy.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect, and where they may publish.
 *
 * @param allowAnonymous whether clients may come without proof; when nothing else is set, also with a user name and a
 *     password, which are ignored then
 * @param passwordFile users and their hashed passwords
 * @param jwt tokens in the password field
 * @param tlsIdentity template that makes the user name of the client's certificate, such as {@code {cn}}; {@code null}
 *     when certificates name nobody
 * @param aclFile what users may publish to; {@code null} lets everybody publish everywhere
 * @param clientIdMustMatch pattern of the client ids that an identity may use, such as {@code {username}-*}
 * @param authOrder the order in which the methods are asked whether they apply; the first that does decides
 */
public record SecurityConfig(
        boolean allowAnonymous,
        @Nullable Path passwordFile,
        JwtConfig jwt,
        @Nullable String tlsIdentity,
        @Nullable Path aclFile,
        @Nullable String clientIdMustMatch,
        List<Method> authOrder,
        AuthenticationConfig authentication) {

    /** The ways to prove who one is. */
    public enum Method {
        CERTIFICATE("tls-identity"),
        JWT("jwt-jwks"),
        PASSWORD("password-file"),
        ANONYMOUS("allow-anonymous");

        private final String setting;

        Method(String setting) {
            this.setting = setting;
        }

        /** The method as in the setting {@code auth-order}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String AUTH_ORDER = "auth-order";
    private static final List<Method> ALL_IN_ORDER = List.of(Method.values());

    /** Lets nobody in. */
    public static final SecurityConfig DEFAULTS = new SecurityConfig(
            false, null, JwtConfig.DISABLED, null, null, null, ALL_IN_ORDER, AuthenticationConfig.DEFAULTS);

    public SecurityConfig {
        authOrder = List.copyOf(authOrder);
        ConfigException.require(
                Set.copyOf(authOrder).size() == authOrder.size(), AUTH_ORDER, "must not name a method twice");
        for (Method method : enabled(allowAnonymous, passwordFile, jwt, tlsIdentity)) {
            ConfigException.require(
                    authOrder.contains(method),
                    AUTH_ORDER,
                    "must name " + method.text() + ", because " + method.setting + " is set");
        }
        ConfigException.require(
                clientIdMustMatch == null || !clientIdMustMatch.isBlank(),
                "client-id-must-match",
                "must be a pattern such as {username}-*");
    }

    private static Set<Method> enabled(
            boolean allowAnonymous, @Nullable Path passwordFile, JwtConfig jwt, @Nullable String tlsIdentity) {
        Set<Method> enabled = EnumSet.noneOf(Method.class);
        if (tlsIdentity != null) {
            enabled.add(Method.CERTIFICATE);
        }
        if (jwt.enabled()) {
            enabled.add(Method.JWT);
        }
        if (passwordFile != null) {
            enabled.add(Method.PASSWORD);
        }
        if (allowAnonymous) {
            enabled.add(Method.ANONYMOUS);
        }
        return enabled;
    }

    /** The methods that are set up, in the order in which they are asked. */
    public List<Method> methods() {
        Set<Method> enabled = enabled(allowAnonymous, passwordFile, jwt, tlsIdentity);
        return authOrder.stream().filter(enabled::contains).toList();
    }

    /** The same, but that everybody is let in: for a proxy that only this machine can reach and that checks nothing. */
    public SecurityConfig lettingEverybodyIn() {
        return new SecurityConfig(
                true, passwordFile, jwt, tlsIdentity, aclFile, clientIdMustMatch, ALL_IN_ORDER, authentication);
    }

    /** Whether user names and passwords are checked at all, so that a client may not just claim them. */
    public boolean checksCredentials() {
        return passwordFile != null || jwt.enabled();
    }

    /**
     * Reads the setting {@code auth-order}: method names with commas between.
     *
     * @throws ConfigException when a name is unknown
     */
    public static List<Method> parseOrder(String text) {
        List<Method> order = new ArrayList<>();
        for (String name : text.trim().split("\\s*,\\s*")) {
            order.add(method(name));
        }
        return order;
    }

    private static Method method(String name) {
        for (Method method : Method.values()) {
            if (method.text().equals(name)) {
                return method;
            }
        }
        throw new ConfigException(
                AUTH_ORDER, "'" + name + "' must be certificate, jwt, password or anonymous, with commas between");
    }
}
