package io.mqttproxy.bench.terminal;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * What standard output can do.
 *
 * @param interactive whether somebody watches it, so that a line may be written over
 * @param coloured whether styles are wanted
 * @param columns its width, a guess when it cannot be found out
 */
public record Terminal(boolean interactive, boolean coloured, int columns) {
    private static final int USUAL_COLUMNS = 80;

    /** For output to a file or another program. */
    public static final Terminal NONE = new Terminal(false, false, USUAL_COLUMNS);

    /** Finds out; {@code NO_COLOR} (no-color.org) and {@code TERM=dumb} turn colours off. */
    public static Terminal detect() {
        if (!isInteractive() || "dumb".equals(System.getenv("TERM"))) {
            return NONE;
        }
        String noColor = System.getenv("NO_COLOR");
        return new Terminal(true, noColor == null || noColor.isEmpty(), measureColumns());
    }

    /** The text in that style, or as it is. */
    public String style(Style style, String text) {
        return coloured ? style.on(text) : text;
    }

    /** Standard output in UTF-8, whatever the locale says: payloads are. */
    public static PrintStream standardOutput() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }

    /** From JDK 22 on there is a console without a terminal too, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    private static int measureColumns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.INHERIT)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
            return stty.waitFor(1, TimeUnit.SECONDS)
                    ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
                    : USUAL_COLUMNS;
        } catch (IOException | NumberFormatException e) {
            return USUAL_COLUMNS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_COLUMNS;
        }
    }
}
