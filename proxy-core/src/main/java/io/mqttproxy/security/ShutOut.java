package io.mqttproxy.security;

import io.mqttproxy.config.SecurityConfig;
import io.mqttproxy.config.SecurityConfig.Method;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why the settings refuse a client even if its credentials are right.
 *
 * @param refusal the refusal in CONNACK
 * @param rule the setting that decides; for people, not for programs
 */
public record ShutOut(Refusal refusal, String rule) {

    /**
     * Checks the settings alone, without any credentials.
     *
     * @return {@code null} for a client that is accepted once it has proved its identity
     * @throws io.mqttproxy.config.ConfigException when {@code client-id-must-match} cannot be used
     */
    public static @Nullable ShutOut of(SecurityConfig config, Identity identity, String clientId) {
        String username = identity.username();
        List<Method> methods = config.methods();
        // Without any authentication method the proxy listens on loopback only, and accepts everybody.
        if (username == null && !methods.isEmpty() && !methods.contains(Method.ANONYMOUS)) {
            return new ShutOut(Refusal.NOT_AUTHORIZED, "there is no user name, and allow-anonymous is not set");
        }
        String pattern = config.clientIdMustMatch();
        return pattern == null || ClientIdPattern.parse(pattern).admits(clientId, username)
                ? null
                : new ShutOut(Refusal.CLIENT_IDENTIFIER_NOT_VALID, "client-id-must-match is " + pattern);
    }
}
