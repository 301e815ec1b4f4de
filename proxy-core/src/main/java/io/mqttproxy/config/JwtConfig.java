package io.mqttproxy.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON Web Tokens (RFC 7519) in the password field of CONNECT.
 *
 * @param jwks file or {@code https://} URL of the JSON Web Key Set (RFC 7517) that signatures are checked with;
 *     {@code null} when no tokens are taken
 * @param issuer what the claim {@code iss} must be, {@code null} for anything; a URL of keys needs it
 * @param audiences one of which the claim {@code aud} must name; when empty, tokens with that claim are refused
 * @param usernameClaim names the user
 * @param groupsClaim lists the groups; dots lead into nested objects, as in {@code realm_access.roles}
 * @param clockSkew how far the clocks of issuer and proxy may be apart; a connection lives that much longer than its token
 * @param keyRefresh how often the keys are read again; besides that, an unknown key makes them be read at once
 */
public record JwtConfig(
        @Nullable String jwks,
        @Nullable String issuer,
        List<String> audiences,
        String usernameClaim,
        String groupsClaim,
        Duration clockSkew,
        Duration keyRefresh) {

    public static final JwtConfig DISABLED =
            new JwtConfig(null, null, List.of(), "sub", "groups", Duration.ofSeconds(60), Duration.ofMinutes(5));

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    public JwtConfig {
        audiences = List.copyOf(audiences);
        ConfigException.require(jwks != null || issuer == null, "jwt-issuer", "does nothing without jwt-jwks");
        ConfigException.require(jwks != null || audiences.isEmpty(), "jwt-audience", "does nothing without jwt-jwks");
        ConfigException.require(!usernameClaim.isBlank(), "jwt-username-claim", "must name a claim, such as sub");
        ConfigException.require(!groupsClaim.isBlank(), "jwt-groups-claim", "must name a claim, such as groups");
        Durations.requireBetween(clockSkew, Duration.ZERO, Duration.ofMinutes(10), "jwt-clock-skew");
        Durations.requireBetween(keyRefresh, Duration.ofSeconds(10), Duration.ofDays(1), "jwt-jwks-refresh");
        if (jwks != null && isUrl(jwks)) {
            requireTrustworthy(jwks, issuer);
        }
    }

    /** Whether tokens are taken at all. */
    public boolean enabled() {
        return jwks != null;
    }

    /** Whether the keys come from a URL and not from a file. */
    public boolean jwksIsUrl() {
        return jwks != null && isUrl(jwks);
    }

    private static boolean isUrl(String jwks) {
        String lower = jwks.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }

    private static void requireTrustworthy(String jwks, @Nullable String issuer) {
        URI uri;
        try {
            uri = new URI(jwks);
        } catch (URISyntaxException e) {
            throw new ConfigException("jwt-jwks", "'" + jwks + "' is neither a file nor an https:// URL");
        }
        ConfigException.require(
                uri.getScheme().equalsIgnoreCase("https") || THIS_MACHINE.contains(String.valueOf(uri.getHost())),
                "jwt-jwks",
                "must be an https:// URL: whoever can change the keys on the way can be any user");
        // Some providers sign the tokens of all their customers with the same keys.
        ConfigException.require(issuer != null, "jwt-issuer", "must be set when jwt-jwks is a URL");
    }
}
