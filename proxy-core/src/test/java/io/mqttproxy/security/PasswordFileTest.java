package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttproxy.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
    private static final String HASH = "$2y$05$DqQK3Hg/gHGq3LIj1yGOy.wADIq/gqvafdiLkZq3EF5JnI300sQ3W";

    @TempDir
    Path directory;

    @Test
    void commentsAndEmptyLinesAreSkipped() throws Exception {
        PasswordFile file = load("# alice:x\n\nalice:" + HASH + "\n  \nbob: " + HASH + " \n");

        assertEquals(2, file.size());
        assertNotNull(file.find("alice"));
        assertNotNull(file.find("bob"));
        assertNull(file.find("# alice"));
    }

    @Test
    void aLineWithoutColonIsNamed() {
        assertProblem("bob\n", ":1: must be user:hash");
    }

    @Test
    void aLineWithoutUserIsNamed() {
        assertProblem("\n:" + HASH + "\n", ":2: has no user name before the colon");
    }

    @Test
    void aUserListedTwiceIsNamed() {
        assertProblem("bob:" + HASH + "\nbob:" + HASH, ":2: user 'bob' is listed a second time");
    }

    @Test
    void aPlainPasswordIsNotAcceptedAndNotShown() {
        assertProblem(
                "bob:secret\n",
                ":1: user 'bob': not a bcrypt, Argon2id or mosquitto_passwd hash;"
                        + " create the line with the password command");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("missing");

        ConfigException e = assertThrows(ConfigException.class, () -> PasswordFile.load(missing));

        assertEquals("password-file: there is no file '" + missing + "'", e.getMessage());
    }

    @Test
    void anUnknownUserAlwaysGetsTheSameDecoyAndDecoysComeFromTheWholeFile() throws Exception {
        PasswordFile file = load("a:" + HASH + "\nb:" + HASH + "\n");
        Set<PasswordFile.Entry> decoys = new HashSet<>();

        for (int i = 0; i < 100; i++) {
            assertSame(file.decoyFor("nobody" + i), file.decoyFor("nobody" + i));
            decoys.add(file.decoyFor("nobody" + i));
        }

        assertEquals(Set.of(file.find("a"), file.find("b")), decoys);
    }

    @Test
    void anEmptyFileHasNoDecoys() throws Exception {
        assertNull(load("").decoyFor("bob"));
    }

    private void assertProblem(String content, String problem) {
        ConfigException e = assertThrows(ConfigException.class, () -> load(content));
        assertEquals("password-file: " + directory.resolve("passwords") + problem, e.getMessage());
    }

    private PasswordFile load(String content) throws Exception {
        return PasswordFile.load(Files.writeString(directory.resolve("passwords"), content));
    }
}
