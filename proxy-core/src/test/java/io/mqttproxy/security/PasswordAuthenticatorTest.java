package io.mqttproxy.security;

import static io.mqttproxy.security.Clients.answer;
import static io.mqttproxy.security.Clients.identity;
import static io.mqttproxy.security.Clients.refused;
import static io.mqttproxy.security.Clients.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordAuthenticatorTest {
    /** The hash of "correct horse", with few rounds to keep the test short. */
    private static final String HASH = "$2y$05$DqQK3Hg/gHGq3LIj1yGOy.wADIq/gqvafdiLkZq3EF5JnI300sQ3W";

    /** Another hash of "correct horse". */
    private static final String OTHER_HASH =
            "$argon2id$v=19$m=4096,t=3,p=2$c2FsdHNhbHRzYWx0c2FsdA" + "$BPLyWyvnAcpmA7B4Brd/0YfLNtAXIiKNyEMWc7UqNQw";

    @TempDir
    Path directory;

    private final AtomicLong now = new AtomicLong();
    private final AuthenticationWorkers workers = new AuthenticationWorkers(1, 10, Duration.ofMinutes(1), now::get);
    private PasswordAuthenticator authenticator;

    @BeforeEach
    void start() throws Exception {
        RecentPasswords recent = new RecentPasswords(10, Duration.ofMinutes(5), now::get);
        authenticator = new PasswordAuthenticator(load("alice:" + HASH), recent, workers);
    }

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void theRightPasswordProvesTheUser() throws Exception {
        Identity identity = identity(answer(authenticator, with("alice", "correct horse")));

        assertEquals(new Identity("alice", Set.of(), null), identity);
    }

    @Test
    void aWrongPasswordAnUnknownUserAndAMissingHalfGetTheSameRefusal() throws Exception {
        AuthenticationResult refused = refused(Refusal.BAD_CREDENTIALS);

        assertEquals(refused, answer(authenticator, with("alice", "wrong")));
        assertEquals(refused, answer(authenticator, with("bob", "correct horse")));
        assertEquals(refused, answer(authenticator, with("alice", null)));
        assertEquals(refused, answer(authenticator, with("bob", null)));
        assertEquals(refused, answer(authenticator, with(null, "correct horse")));
    }

    @Test
    void anUnknownUserIsCheckedByTheWorkersLikeAKnownOne() throws Exception {
        workers.close();

        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), answer(authenticator, with("bob", "any")));
        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), answer(authenticator, with("alice", "any")));
    }

    /**
     * Otherwise each such client would put sixty kilobytes into the queue, which stay there even after
     * it has left.
     */
    @Test
    void anOverlongPasswordIsRefusedWithoutAWorker() throws Exception {
        workers.close();

        assertEquals(refused(Refusal.BAD_CREDENTIALS), answer(authenticator, with("alice", "x".repeat(8_193))));
        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), answer(authenticator, with("alice", "x".repeat(8_192))));
    }

    @Test
    void aRememberedPasswordIsAcceptedWithoutHashing() throws Exception {
        answer(authenticator, with("alice", "correct horse"));
        workers.close();

        assertEquals(
                "alice",
                identity(answer(authenticator, with("alice", "correct horse"))).username());
        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), answer(authenticator, with("alice", "wrong")));
    }

    @Test
    void aRememberedPasswordIsForgottenAfterAWhile() throws Exception {
        answer(authenticator, with("alice", "correct horse"));
        workers.close();
        now.addAndGet(Duration.ofMinutes(5).toNanos());

        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), answer(authenticator, with("alice", "correct horse")));
    }

    @Test
    void aChangedHashInvalidatesARememberedPassword() throws Exception {
        answer(authenticator, with("alice", "correct horse"));
        workers.close();

        authenticator.replace(load("alice:" + OTHER_HASH));

        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), answer(authenticator, with("alice", "correct horse")));
    }

    @Test
    void aUserRemovedFromTheFileIsRefused() throws Exception {
        answer(authenticator, with("alice", "correct horse"));

        authenticator.replace(load("bob:" + HASH));

        assertEquals(refused(Refusal.BAD_CREDENTIALS), answer(authenticator, with("alice", "correct horse")));
    }

    @Test
    void anEmptyFileRefusesEverybody() throws Exception {
        authenticator.replace(load(""));

        assertEquals(refused(Refusal.BAD_CREDENTIALS), answer(authenticator, with("alice", "correct horse")));
    }

    @Test
    void itAppliesToClientsWithAUserNameOrAPassword() {
        assertTrue(authenticator.appliesTo(with("alice", null)));
        assertTrue(authenticator.appliesTo(with(null, "secret")));
        assertFalse(authenticator.appliesTo(with(null, null)));
    }

    private PasswordFile load(String content) throws Exception {
        return PasswordFile.load(Files.writeString(directory.resolve("passwords"), content));
    }
}
