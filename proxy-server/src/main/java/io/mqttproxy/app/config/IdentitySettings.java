package io.mqttproxy.app.config;

import static io.mqttproxy.app.settings.Occurrence.COMMAS;
import static io.mqttproxy.app.settings.Occurrence.REPEATED;

import io.mqttproxy.app.settings.Setting;
import io.mqttproxy.app.settings.SettingGroup;
import io.mqttproxy.app.settings.Syntaxes;
import io.mqttproxy.app.settings.Values;
import io.mqttproxy.config.AuthenticationConfig;
import io.mqttproxy.config.JwtConfig;
import io.mqttproxy.config.SecurityConfig;
import io.mqttproxy.config.SecurityConfig.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Who may connect, and what they may publish. */
final class IdentitySettings {
    private static final JwtConfig JWT = JwtConfig.DISABLED;
    private static final AuthenticationConfig CHECKS = AuthenticationConfig.DEFAULTS;

    static final Setting<Boolean> ALLOW_ANONYMOUS = Setting.of(
            "allow-anonymous",
            Syntaxes.FLAG,
            false,
            "Lets devices connect without credentials. Without this and without a way to authenticate, the proxy starts on"
                    + " loopback addresses only, and lets everybody in there.");

    static final Setting<Path> PASSWORD_FILE = Setting.optional(
            "password-file",
            Syntaxes.FILE,
            "File with lines user:hash, made by the command password or by mosquitto_passwd. Read again when it changes.");

    static final Setting<Path> ACL_FILE = Setting.optional(
            "acl-file",
            Syntaxes.FILE,
            "File that says who may publish where, in the syntax of Mosquitto's acl_file; everything that it does not allow"
                    + " is denied. Read again when it changes.");

    static final Setting<String> JWT_JWKS = Setting.optional(
            "jwt-jwks",
            Syntaxes.TEXT,
            "File or https:// URL of the public keys for JSON Web Tokens, which devices send as password.");

    static final Setting<String> JWT_ISSUER =
            Setting.optional("jwt-issuer", Syntaxes.TEXT, "Value that the claim iss of a token must have.");

    static final Setting<String> JWT_AUDIENCE = Setting.<String>optional(
                    "jwt-audience",
                    Syntaxes.TEXT,
                    "Value that the claim aud of a token must contain; of several, one is enough.")
            .occurring(REPEATED);

    static final Setting<String> JWT_USERNAME_CLAIM =
            Setting.of("jwt-username-claim", Syntaxes.TEXT, JWT.usernameClaim(), "Claim that becomes the user name.");

    static final Setting<String> JWT_GROUPS_CLAIM = Setting.of(
            "jwt-groups-claim",
            Syntaxes.TEXT,
            JWT.groupsClaim(),
            "Claim that lists groups for the ACL; dots lead into objects, as in realm_access.roles.");

    static final Setting<Duration> JWT_CLOCK_SKEW = Setting.of(
            "jwt-clock-skew",
            Syntaxes.DURATION,
            JWT.clockSkew(),
            "How much the clocks of issuer and proxy may differ. Up to 10m.");

    static final Setting<Duration> JWT_JWKS_REFRESH = Setting.of(
            "jwt-jwks-refresh", Syntaxes.DURATION, JWT.keyRefresh(), "How often the keys are read again. 10s to 1d.");

    static final Setting<String> TLS_IDENTITY = Setting.optional(
            "tls-identity",
            Syntaxes.TEXT,
            "Template that makes a user name from a device's certificate, with {cn}, {san.dns}, {san.uri} or {san.email}.");

    static final Setting<String> CLIENT_ID_MUST_MATCH = Setting.optional(
            "client-id-must-match",
            Syntaxes.TEXT,
            "Pattern of the client ids that a user may use, such as {username}-*, so that no user can take over another"
                    + " user's connection.");

    static final Setting<List<Method>> AUTH_ORDER = Setting.of(
                    "auth-order",
                    Syntaxes.text(
                            "methods",
                            SecurityConfig.names("and") + " in some order",
                            SecurityConfig::parseOrder,
                            IdentitySettings::text),
                    SecurityConfig.DEFAULTS.authOrder(),
                    "Order of the ways to authenticate; the first one that applies to a device decides.")
            .occurring(COMMAS);

    static final Setting<Integer> AUTH_THREADS = Setting.of(
            "auth-threads",
            Syntaxes.COUNT,
            CHECKS.threads(),
            "Threads that check passwords and tokens; 0 for half the processors.");

    static final Setting<Integer> AUTH_QUEUE_SIZE = Setting.of(
            "auth-queue-size",
            Syntaxes.COUNT,
            CHECKS.queueSize(),
            "Checks of credentials that may wait for a thread; further devices are told that the server is unavailable.");

    static final Setting<Integer> PASSWORD_CACHE_SIZE = Setting.of(
            "password-cache-size",
            Syntaxes.COUNT,
            CHECKS.passwordCacheSize(),
            "Users whose correct password is remembered, as an HMAC, so that reconnecting is cheap; 0 for none.");

    static final Setting<Duration> PASSWORD_CACHE_TIME = Setting.of(
            "password-cache-time",
            Syntaxes.DURATION,
            CHECKS.passwordCacheTime(),
            "How long a correct password is remembered. 1s to 1d.");

    static final Setting<Integer> AUTH_FAILURE_LIMIT = Setting.of(
            "auth-failure-limit",
            Syntaxes.COUNT,
            CHECKS.failureLimit(),
            "Wrong credentials that one address may send within auth-failure-window; then it is refused without a check. 0"
                    + " for no limit.");

    static final Setting<Duration> AUTH_FAILURE_WINDOW = Setting.of(
            "auth-failure-window",
            Syntaxes.DURATION,
            CHECKS.failureWindow(),
            "Time over which the failures of an address are forgiven, one by one. 1s to 1d.");

    static final Setting<Integer> AUTH_FAILURE_ADDRESSES = Setting.of(
            "auth-failure-addresses",
            Syntaxes.COUNT,
            CHECKS.failureAddresses(),
            "Addresses whose failures are counted; beyond it, the one that failed longest ago is forgotten.");

    static final SettingGroup GROUP = new SettingGroup(
            "Identity",
            List.of(
                    ALLOW_ANONYMOUS,
                    PASSWORD_FILE,
                    ACL_FILE,
                    JWT_JWKS,
                    JWT_ISSUER,
                    JWT_AUDIENCE,
                    JWT_USERNAME_CLAIM,
                    JWT_GROUPS_CLAIM,
                    JWT_CLOCK_SKEW,
                    JWT_JWKS_REFRESH,
                    TLS_IDENTITY,
                    CLIENT_ID_MUST_MATCH,
                    AUTH_ORDER,
                    AUTH_THREADS,
                    AUTH_QUEUE_SIZE,
                    PASSWORD_CACHE_SIZE,
                    PASSWORD_CACHE_TIME,
                    AUTH_FAILURE_LIMIT,
                    AUTH_FAILURE_WINDOW,
                    AUTH_FAILURE_ADDRESSES));

    private IdentitySettings() {}

    static SecurityConfig read(Values values) {
        return new SecurityConfig(
                values.get(ALLOW_ANONYMOUS),
                values.find(PASSWORD_FILE),
                readJwt(values),
                values.find(TLS_IDENTITY),
                values.find(ACL_FILE),
                values.find(CLIENT_ID_MUST_MATCH),
                values.get(AUTH_ORDER),
                readChecks(values));
    }

    private static JwtConfig readJwt(Values values) {
        return new JwtConfig(
                values.find(JWT_JWKS),
                values.find(JWT_ISSUER),
                values.all(JWT_AUDIENCE),
                values.get(JWT_USERNAME_CLAIM),
                values.get(JWT_GROUPS_CLAIM),
                values.get(JWT_CLOCK_SKEW),
                values.get(JWT_JWKS_REFRESH));
    }

    private static AuthenticationConfig readChecks(Values values) {
        return new AuthenticationConfig(
                values.get(AUTH_THREADS),
                values.get(AUTH_QUEUE_SIZE),
                values.get(PASSWORD_CACHE_SIZE),
                values.get(PASSWORD_CACHE_TIME),
                values.get(AUTH_FAILURE_LIMIT),
                values.get(AUTH_FAILURE_WINDOW),
                values.get(AUTH_FAILURE_ADDRESSES));
    }

    private static String text(List<Method> order) {
        return order.stream().map(Method::text).collect(Collectors.joining(","));
    }
}
