package io.mqttproxy.security;

import static io.mqttproxy.security.Clients.answer;
import static io.mqttproxy.security.Clients.refused;
import static io.mqttproxy.security.Clients.withClientId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientIdAuthenticatorTest {
    @ParameterizedTest
    @CsvSource({
        "{username}-*, alice-7, true",
        "{username}-*, alice-, true",
        "{username}-*, bob-7, false",
        "{username}-*, alice, false",
        "{username}, alice, true",
        "{username}, alice-7, false",
        "plant-*, plant-7, true",
        "plant-*, alice, false",
    })
    void anIdentityMayUseItsOwnClientIdsOnly(String pattern, String clientId, boolean allowed) throws Exception {
        assertEquals(allowed, mayUse(pattern, "alice", clientId));
    }

    @Test
    void aStarInAUserNameIsNotAWildcard() throws Exception {
        assertEquals(false, mayUse("{username}-x", "*", "alice-x"));
        assertEquals(true, mayUse("{username}-x", "*", "*-x"));
    }

    @Test
    void anAnonymousClientHasNoClientIdsOfItsOwn() throws Exception {
        assertEquals(false, mayUse("{username}-*", null, "-7"));
        assertEquals(false, mayUse("{username}-*", null, "null-7"));
        assertEquals(false, mayUse("{username}-*", null, "{username}-7"));
        assertEquals(true, mayUse("plant-*", null, "plant-7"));
    }

    @Test
    void aClientIdAssignedByTheProxyMustMatchToo() throws Exception {
        String assigned = UUID.randomUUID().toString();
        assertEquals(false, mayUse("{username}-*", "alice", assigned));
        assertEquals(true, mayUse("*", "alice", assigned));
    }

    @Test
    void anEarlierRefusalIsKept() throws Exception {
        Authenticator refuses = any -> CompletableFuture.completedFuture(refused(Refusal.BAD_CREDENTIALS));

        assertEquals(
                refused(Refusal.BAD_CREDENTIALS),
                answer(new ClientIdAuthenticator(refuses, "x"), withClientId("y", null, null)));
    }

    @Test
    void anUnknownPlaceholderIsNamed() {
        ConfigException e = assertThrows(
                ConfigException.class, () -> new ClientIdAuthenticator(new AuthenticationChain(List.of()), "{user}-*"));

        assertEquals(
                "client-id-must-match: '{user}-*' has an unknown placeholder; there is only {username}",
                e.getMessage());
    }

    private static boolean mayUse(String pattern, @Nullable String username, String clientId) throws Exception {
        AuthenticationResult accepted = new Accepted(new Identity(username, Set.of(), null));
        Authenticator accepts = any -> CompletableFuture.completedFuture(accepted);
        AuthenticationResult result =
                answer(new ClientIdAuthenticator(accepts, pattern), withClientId(clientId, "any", null));
        if (!result.equals(accepted)) {
            assertEquals(refused(Refusal.CLIENT_IDENTIFIER_NOT_VALID), result);
        }
        return result.equals(accepted);
    }
}
