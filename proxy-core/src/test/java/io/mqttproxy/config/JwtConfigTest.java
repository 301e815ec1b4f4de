package io.mqttproxy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtConfigTest {
    @Test
    void withoutKeysNoTokensAreTaken() {
        assertFalse(JwtConfig.DISABLED.enabled());
        assertTrue(config("/etc/keys.json", null, List.of()).enabled());
    }

    @Test
    void aFileIsToldFromAUrl() {
        assertFalse(config("/etc/keys.json", null, List.of()).jwksIsUrl());
        assertTrue(config("https://issuer.example/keys", "me", List.of()).jwksIsUrl());
        assertTrue(config("HTTPS://issuer.example/keys", "me", List.of()).jwksIsUrl());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/keys", "http://127.0.0.1/keys", "http://[::1]:80/keys"})
    void keysOfThisMachineMayComeInPlainText(String jwks) {
        assertTrue(config(jwks, "me", List.of()).jwksIsUrl());
    }

    @Test
    void keysOfOtherMachinesMayNot() {
        assertProblem(
                "jwt-jwks: must be an https:// URL: whoever can change the keys on the way can be any user",
                "http://issuer.example/keys",
                "me",
                List.of());
    }

    @Test
    void aBadUrlIsNamed() {
        assertProblem(
                "jwt-jwks: 'https://issuer example' is neither a file nor an https:// URL",
                "https://issuer example",
                "me",
                List.of());
    }

    @Test
    void aUrlNeedsAnIssuer() {
        assertProblem("jwt-issuer: must be set when jwt-jwks is a URL", "https://issuer.example/keys", null, List.of());
    }

    @Test
    void issuerAndAudienceNeedKeys() {
        assertProblem("jwt-issuer: does nothing without jwt-jwks", null, "me", List.of());
        assertProblem("jwt-audience: does nothing without jwt-jwks", null, null, List.of("mqtt"));
    }

    private static void assertProblem(
            String problem, @Nullable String jwks, @Nullable String issuer, List<String> audiences) {
        ConfigException e = assertThrows(ConfigException.class, () -> config(jwks, issuer, audiences));
        assertEquals(problem, e.getMessage());
    }

    private static JwtConfig config(@Nullable String jwks, @Nullable String issuer, List<String> audiences) {
        return new JwtConfig(jwks, issuer, audiences, "sub", "groups", Duration.ofSeconds(60), Duration.ofMinutes(5));
    }
}
