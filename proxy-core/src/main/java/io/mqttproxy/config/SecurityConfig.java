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

    /** The ways to prove who one is, in the order in which they are asked unless {@code auth-order} says otherwise. */
    public enum Method {
        CERTIFICATE("tls-identity", false),
        JWT("jwt-jwks", true),
        PASSWORD("password-file", true),
        ANONYMOUS("allow-anonymous", false);

        private final String setting;
        private final boolean checksCredentials;

        /**
         * @param setting switches the method on
         * @param checksCredentials whether the method checks user name and password of CONNECT; where one does, a client that
         *     sends them is never let in as anonymous
         */
        Method(String setting, boolean checksCredentials) {
            this.setting = setting;
            this.checksCredentials = checksCredentials;
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

    /** A copy that lets everybody in, for a proxy without any method, which only this machine can reach. */
    public SecurityConfig lettingEverybodyIn() {
        return new SecurityConfig(
                true, passwordFile, jwt, tlsIdentity, aclFile, clientIdMustMatch, ALL_IN_ORDER, authentication);
    }

    /** Whether any method that is set up checks the user name and password of CONNECT. */
    public boolean checksCredentials() {
        return methods().stream().anyMatch(method -> method.checksCredentials);
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

    /** The names of all methods: {@code certificate, jwt, password or anonymous}. */
    public static String names(String conjunction) {
        List<String> names = ALL_IN_ORDER.stream().map(Method::text).toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " " + conjunction + " " + names.get(last);
    }

    private static Method method(String name) {
        for (Method method : Method.values()) {
            if (method.text().equals(name)) {
                return method;
            }
        }
        throw new ConfigException(AUTH_ORDER, "'" + name + "' must be " + names("or") + ", with commas between");
    }
}
