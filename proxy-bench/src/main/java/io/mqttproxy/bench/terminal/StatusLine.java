package io.mqttproxy.bench.terminal;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/**
 * The last line of the output, which is written over again and again while other lines go above it. Without a terminal it
 * is written as a line of its own every few seconds. Safe for all threads.
 */
public final class StatusLine {
    private static final String CLEAR = "\r\u001B[K";
    private static final long PLAIN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrintStream out;
    private final Terminal terminal;
    private String shown = "";
    private long plainTime = System.nanoTime();

    public StatusLine(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows another status. The text must not be styled: it is cut to the terminal's width. */
    public synchronized void show(String status) {
        if (terminal.interactive()) {
            shown = status.length() < terminal.columns() ? status : status.substring(0, terminal.columns() - 1);
            out.print(CLEAR + terminal.style(Style.FAINT, shown));
            out.flush();
        } else if (System.nanoTime() - plainTime >= PLAIN_INTERVAL_NANOS) {
            plainTime = System.nanoTime();
            out.println(status);
        }
    }

    /** Writes lines above the status. */
    public synchronized void print(String lines) {
        if (terminal.interactive() && !shown.isEmpty()) {
            out.print(CLEAR);
        }
        out.println(lines);
        if (terminal.interactive() && !shown.isEmpty()) {
            out.print(terminal.style(Style.FAINT, shown));
        }
        out.flush();
    }

    /** Takes the status away. */
    public synchronized void clear() {
        if (terminal.interactive() && !shown.isEmpty()) {
            out.print(CLEAR);
            out.flush();
            shown = "";
        }
    }
}
