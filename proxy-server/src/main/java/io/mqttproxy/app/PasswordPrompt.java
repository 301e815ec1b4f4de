package io.mqttproxy.app;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Asks for a password. */
interface PasswordPrompt {
    /**
     * The password, or {@code null} when there was nothing to read.
     *
     * @throws IOException when standard input cannot be read
     */
    @Nullable
    String read(String prompt) throws IOException;

    /** From the terminal without echo; where there is none, as in a script, the first line of standard input. */
    @SuppressWarnings("SystemConsoleNull") // the console of newer versions reads standard input itself
    static PasswordPrompt system() {
        return prompt -> {
            Console console = System.console();
            if (console == null) {
                return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            }
            char[] password = console.readPassword("%s", prompt);
            return password == null ? null : new String(password);
        };
    }
}
