package io.mqttproxy.app;

import io.mqttproxy.config.ConfigException;
import io.mqttproxy.security.PasswordFileEditor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a line of a password file. */
@Command(
        name = "password",
        description =
                "Reads a password, from the terminal without echo or from standard input, and writes its hash to a"
                        + " password file.")
final class PasswordCommand implements Callable<Integer> {
    private final PasswordPrompt prompt;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "USER",
            description = "The user. If the file already has this user, the password is replaced.")
    private String user = "";

    @Option(
            names = "--password-file",
            paramLabel = "<file>",
            description = "File to change; created if it does not exist. Without this option the line is printed.")
    private @Nullable Path file;

    PasswordCommand(PasswordPrompt prompt) {
        this.prompt = prompt;
    }

    @Override
    public Integer call() throws IOException {
        String password = prompt.read("Password for " + user + ": ");
        if (password == null) {
            throw new ConfigException("password", "there is none on standard input");
        }
        try {
            store(password);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("password", String.valueOf(e.getMessage()));
        }
        return ExitCode.OK;
    }

    private void store(String password) throws IOException {
        if (file == null) {
            out().println(PasswordFileEditor.line(user, password));
        } else {
            requireDirectory(file);
            PasswordFileEditor.put(file, user, password);
        }
    }

    /** Java would only give the name of a temporary file in it. */
    private static void requireDirectory(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new ConfigException("password-file", "there is no directory '" + directory + "'");
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
