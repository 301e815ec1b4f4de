package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    @ParameterizedTest
    @ValueSource(strings = {"mosquitto-1", "mosquitto-2", "mosquitto-2.1", "htpasswd", "argon2id"})
    void aHashFromAnotherToolMatchesOnlyItsPassword(String user) throws Exception {
        PasswordHash hash = foreign(user);

        assertTrue(hash.matches(Clients.utf8("correct horse")));
        assertFalse(hash.matches(Clients.utf8("correct horsf")));
        assertFalse(hash.matches(Clients.utf8("")));
    }

    @Test
    void aPasswordMayHoldAnyCharacters() throws Exception {
        assertTrue(foreign("jürgen").matches(Clients.utf8("pässwörd €")));
        assertFalse(foreign("jürgen").matches(Clients.utf8("password €")));
    }

    @Test
    void aHashOfOurOwnMatchesOnlyItsPassword() {
        PasswordHash hash = PasswordHash.parse(BcryptHash.create(Clients.utf8("sésame"), new SecureRandom()));

        assertTrue(hash.matches(Clients.utf8("sésame")));
        assertFalse(hash.matches(Clients.utf8("sesame")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret                | not a bcrypt, Argon2id or mosquitto_passwd hash",
                "$2y$05$short          | the bcrypt hash is not complete",
                "$2y$17$DqQK3Hg/gHGq3LIj1yGOy.wADIq/gqvafdiLkZq3EF5JnI300sQ3W | the bcrypt cost must be between 4 and 16, not 17",
                "$7$0$c2FsdA==$aGFzaA== | the hash is not of the form $7$iterations$salt$hash",
                "$7$99999999$c2FsdA==$aGFzaA== | the hash has more than 10000000 iterations",
                "$7$101$c2FsdA==$aGFzaA== | the hash has 4 bytes instead of 64",
                "$6$c2FsdA==           | the hash is not of the form $6$salt$hash",
                "$6$c2FsdA==$aGFzaA==  | the hash has 4 bytes instead of 64",
                "$argon2id$v=16$m=8,t=1,p=1$c2FsdA$aGFzaA | the Argon2id hash is not of the form $argon2id$v=19$m=…,t=…,p=…$…$…",
                "$argon2id$v=19$m=262145,t=1,p=1$c2FsdA$aGFzaA | the Argon2id hash needs more than 262144 KiB of memory",
                "$argon2id$v=19$m=8,t=0,p=1$c2FsdA$aGFzaA | the Argon2id hash needs t and p of at least 1",
            })
    void theErrorForAnUnusableHashDoesNotQuoteIt(String text, String problem) {
        assertEquals(
                problem,
                assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(text))
                        .getMessage());
    }

    private static PasswordHash foreign(String user) throws Exception {
        Path file =
                Path.of(PasswordHashTest.class.getResource("foreign-passwords").toURI());
        return Objects.requireNonNull(PasswordFile.load(file).find(user)).hash();
    }
}
