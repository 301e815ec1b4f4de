package io.mqttproxy.security;

import io.mqttproxy.config.SecurityConfig;
import io.mqttproxy.config.SecurityConfig.Method;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that the settings never let in, even if its proof is right.
 *
 * @param refusal what CONNACK tells it
 * @param rule the setting that decides; for people, not for programs
 */
public record ShutOut(Refusal refusal, String rule) {

    /**
     * Asks the settings, without any proof.
     *
     * @return {@code null} for a client that is let in, provided that it is who it says
     * @throws io.mqttproxy.config.ConfigException when {@code client-id-must-match} cannot be used
     */
    public static @Nullable ShutOut of(SecurityConfig config, Identity identity, String clientId) {
        String username = identity.username();
        List<Method> methods = config.methods();
        // Without any method the proxy listens on loopback only, and lets everybody in there.
        if (username == null && !methods.isEmpty() && !methods.contains(Method.ANONYMOUS)) {
            return new ShutOut(Refusal.NOT_AUTHORIZED, "there is no user name and no allow-anonymous");
        }
        String pattern = config.clientIdMustMatch();
        return pattern == null || ClientIdPattern.parse(pattern).admits(clientId, username)
                ? null
                : new ShutOut(Refusal.CLIENT_IDENTIFIER_NOT_VALID, "client-id-must-match is " + pattern);
    }
}
