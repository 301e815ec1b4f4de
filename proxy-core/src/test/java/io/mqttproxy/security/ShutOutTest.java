package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mqttproxy.config.AuthenticationConfig;
import io.mqttproxy.config.JwtConfig;
import io.mqttproxy.config.SecurityConfig;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShutOutTest {
    private static final Identity ALICE = new Identity("alice", Set.of(), null);

    @Test
    void aClientWithoutUserNameNeedsAllowAnonymous() {
        assertEquals(
                new ShutOut(Refusal.NOT_AUTHORIZED, "there is no user name, and allow-anonymous is not set"),
                ShutOut.of(config(false, "passwords", null), Identity.ANONYMOUS, "c"));
        assertNull(ShutOut.of(config(true, "passwords", null), Identity.ANONYMOUS, "c"));
        assertNull(ShutOut.of(config(false, "passwords", null), ALICE, "c"));
    }

    @Test
    void withoutAnyMethodEverybodyIsLetIn() {
        assertNull(ShutOut.of(SecurityConfig.DEFAULTS, Identity.ANONYMOUS, "c"));
    }

    @Test
    void aClientIdMustMatch() {
        assertEquals(
                new ShutOut(Refusal.CLIENT_IDENTIFIER_NOT_VALID, "client-id-must-match is {username}-*"),
                ShutOut.of(config(false, "passwords", "{username}-*"), ALICE, "foo"));
        assertNull(ShutOut.of(config(false, "passwords", "{username}-*"), ALICE, "alice-1"));
    }

    private static SecurityConfig config(boolean anonymous, String passwords, @Nullable String clientIds) {
        return new SecurityConfig(
                anonymous,
                Path.of(passwords),
                JwtConfig.DISABLED,
                null,
                null,
                clientIds,
                SecurityConfig.DEFAULTS.authOrder(),
                AuthenticationConfig.DEFAULTS);
    }
}
