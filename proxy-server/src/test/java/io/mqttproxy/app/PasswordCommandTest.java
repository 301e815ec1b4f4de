package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordCommandTest {
    @TempDir
    private Path directory;

    @Test
    void withoutAFileTheLineIsPrinted() {
        CommandLineRun run = CommandLineRun.of("password", "alice");
        assertEquals(ExitCode.OK, run.exitCode());
        assertTrue(run.out().matches("alice:\\$2[aby]\\$\\S+\\R"), run.out());
    }

    @Test
    void theLineOfTheUserIsReplacedInTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("passwords"), "alice:old\nbob:kept\n");
        CommandLineRun run = CommandLineRun.of("password", "alice", "--password-file=" + file);
        assertEquals(new CommandLineRun(ExitCode.OK, "", ""), run);
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.get(0).startsWith("alice:$2"), lines.get(0));
        assertEquals("bob:kept", lines.get(1));
    }

    @Test
    void aUserThatCannotStandInTheFileIsOneLine() {
        assertEquals(
                new CommandLineRun(
                        ExitCode.USAGE,
                        "",
                        "mqtt-proxy: password: a user name must not contain a colon" + System.lineSeparator()),
                CommandLineRun.of("password", "a:b"));
    }

    @Test
    void aFileInNoDirectoryIsOneLine() {
        Path nowhere = directory.resolve("nowhere");
        assertEquals(
                new CommandLineRun(
                        ExitCode.USAGE,
                        "",
                        "mqtt-proxy: password-file: there is no directory '" + nowhere + "'" + System.lineSeparator()),
                CommandLineRun.of("password", "alice", "--password-file=" + nowhere.resolve("passwords")));
    }

    @Test
    void theUserIsRequired() {
        CommandLineRun run = CommandLineRun.of("password");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("USER"), run.err());
    }
}
