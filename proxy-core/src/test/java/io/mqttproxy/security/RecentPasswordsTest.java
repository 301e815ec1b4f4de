package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentPasswordsTest {
    private static final String HASH = "$2y$05$DqQK3Hg/gHGq3LIj1yGOy.wADIq/gqvafdiLkZq3EF5JnI300sQ3W";
    private static final PasswordFile.Entry ENTRY = new PasswordFile.Entry(HASH, PasswordHash.parse(HASH));
    private static final byte[] PASSWORD = Clients.utf8("secret");

    private final AtomicLong now = new AtomicLong();

    @Test
    void onlyARememberedUserWithTheRightPasswordIsKnown() {
        RecentPasswords recent = recent(10);

        recent.remember("alice", ENTRY, PASSWORD);

        assertTrue(recent.knows("alice", ENTRY, PASSWORD));
        assertFalse(recent.knows("bob", ENTRY, PASSWORD));
        assertFalse(recent.knows("alice", ENTRY, Clients.utf8("secreu")));
    }

    @Test
    void theOldestEntryMakesRoom() {
        RecentPasswords recent = recent(2);

        recent.remember("alice", ENTRY, PASSWORD);
        recent.remember("bob", ENTRY, PASSWORD);
        recent.remember("alice", ENTRY, PASSWORD);
        recent.remember("carol", ENTRY, PASSWORD);

        assertTrue(recent.knows("alice", ENTRY, PASSWORD));
        assertFalse(recent.knows("bob", ENTRY, PASSWORD));
        assertTrue(recent.knows("carol", ENTRY, PASSWORD));
    }

    @Test
    void sizeZeroRemembersNobody() {
        RecentPasswords recent = recent(0);

        recent.remember("alice", ENTRY, PASSWORD);

        assertFalse(recent.knows("alice", ENTRY, PASSWORD));
    }

    private RecentPasswords recent(int size) {
        return new RecentPasswords(size, Duration.ofMinutes(5), now::get);
    }
}
