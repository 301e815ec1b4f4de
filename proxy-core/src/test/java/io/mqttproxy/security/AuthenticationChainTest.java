package io.mqttproxy.security;

import static io.mqttproxy.security.Clients.answer;
import static io.mqttproxy.security.Clients.identity;
import static io.mqttproxy.security.Clients.refused;
import static io.mqttproxy.security.Clients.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AuthenticationChainTest {
    private static final AuthenticationMethod PASSES_BY =
            new Fixed(false, new Accepted(new Identity("never", Set.of(), null)));
    private static final AuthenticationMethod REFUSES = new Fixed(true, refused(Refusal.BAD_CREDENTIALS));
    private static final AuthenticationMethod ACCEPTS =
            new Fixed(true, new Accepted(new Identity("alice", Set.of(), null)));

    @Test
    void theFirstMethodThatAppliesDecides() throws Exception {
        assertEquals(
                "alice",
                identity(answer(chain(PASSES_BY, ACCEPTS, REFUSES), with("a", "b")))
                        .username());
    }

    @Test
    void aRefusalDoesNotFallThrough() throws Exception {
        assertEquals(refused(Refusal.BAD_CREDENTIALS), answer(chain(PASSES_BY, REFUSES, ACCEPTS), with("a", "b")));
    }

    @Test
    void aClientWithoutUsableCredentialsIsRefused() throws Exception {
        assertEquals(refused(Refusal.NOT_AUTHORIZED), answer(chain(PASSES_BY), with(null, null)));
        assertEquals(refused(Refusal.BAD_CREDENTIALS), answer(chain(PASSES_BY), with("a", null)));
        assertEquals(refused(Refusal.BAD_CREDENTIALS), answer(chain(PASSES_BY), with(null, "b")));
    }

    @Test
    void aWrongPasswordDoesNotMakeAnybodyAnonymous() throws Exception {
        Authenticator chain = chain(new AnonymousAuthenticator(false));

        assertEquals(refused(Refusal.BAD_CREDENTIALS), answer(chain, with("a", "b")));
        assertEquals(Identity.ANONYMOUS, identity(answer(chain, with(null, null))));
    }

    @Test
    void credentialsThatNoMethodChecksAreIgnored() throws Exception {
        assertEquals(Identity.ANONYMOUS, identity(answer(chain(new AnonymousAuthenticator(true)), with("a", "b"))));
    }

    private static AuthenticationChain chain(AuthenticationMethod... methods) {
        return new AuthenticationChain(List.of(methods));
    }

    private record Fixed(boolean applies, AuthenticationResult result) implements AuthenticationMethod {
        @Override
        public boolean appliesTo(Credentials credentials) {
            return applies;
        }

        @Override
        public CompletionStage<AuthenticationResult> authenticate(Credentials credentials) {
            return CompletableFuture.completedFuture(result);
        }
    }
}
