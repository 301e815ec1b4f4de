package io.mqttproxy.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordFileEditorTest {
    @TempDir
    Path directory;

    @Test
    void aNewFileContainsTheUserAndIsReadableOnlyByItsOwner() throws Exception {
        Path file = directory.resolve("passwords");

        PasswordFileEditor.put(file, "alice", "secret");

        assertTrue(Objects.requireNonNull(PasswordFile.load(file).find("alice"))
                .hash()
                .matches(Clients.utf8("secret")));
        assertEquals("rw-------", permissions(file));
    }

    @Test
    void onlyTheLineOfTheUserChanges() throws Exception {
        Path file = directory.resolve("passwords");
        Files.write(file, List.of("# ours", "alice:old", "bob:other", ""));

        PasswordFileEditor.put(file, "alice", "secret");
        PasswordFileEditor.put(file, "carol", "secret");

        List<String> lines = Files.readAllLines(file);
        assertEquals("# ours", lines.get(0));
        assertTrue(lines.get(1).startsWith("alice:$2b$10$"), lines.get(1));
        assertEquals(List.of("bob:other", ""), lines.subList(2, 4));
        assertTrue(lines.get(4).startsWith("carol:$2b$10$"), lines.get(4));
        assertEquals(5, lines.size());
    }

    @Test
    void anExistingFileKeepsItsPermissionsExceptThoseOfOthers() throws Exception {
        Path file = Files.writeString(directory.resolve("passwords"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        PasswordFileEditor.put(file, "alice", "secret");

        assertEquals("rw-r-----", permissions(file));
    }

    @Test
    void aLinkStaysALinkToTheChangedFile() throws Exception {
        Path file = Files.writeString(directory.resolve("passwords"), "");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        PasswordFileEditor.put(link, "alice", "secret");

        assertTrue(Files.isSymbolicLink(link));
        assertEquals(1, PasswordFile.load(file).size());
    }

    @Test
    void nothingElseIsLeftInTheDirectory() throws Exception {
        Path file = directory.resolve("passwords");

        PasswordFileEditor.put(file, "alice", "secret");

        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "''|secret|a user name must not be empty nor have blanks around it",
                " bob|secret|a user name must not be empty nor have blanks around it",
                "b:b|secret|a user name must not contain a colon",
                "#bob|secret|a user name must not begin with #",
                "'b\nb'|secret|a user name must not contain control characters",
                "bob|''|a password must not be empty",
                "bob|äääääääääääääääääääääääääääääääääääää|a password must not be longer than 72 bytes",
            })
    void namesAndPasswordsThatAPasswordFileCannotContainAreRefused(String user, String password, String problem) {
        assertEquals(
                problem,
                assertThrows(IllegalArgumentException.class, () -> PasswordFileEditor.line(user, password))
                        .getMessage());
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
