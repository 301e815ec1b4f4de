package io.mqttproxy.bench.report;

import io.mqttproxy.bench.terminal.Style;
import io.mqttproxy.bench.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Rows of a name and a value, in groups, for the terminal. */
public final class Table {
    private static final int NAME_WIDTH = 22;

    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();

    public Table(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Begins a group. */
    public Table heading(String text) {
        lines.add("");
        lines.add(terminal.style(Style.BOLD, text));
        return this;
    }

    public Table row(String name, String value) {
        lines.add("  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + value);
        return this;
    }

    /** A row for a problem: shown only when the count is not 0, and in red. */
    public Table trouble(String name, long count) {
        return count == 0 ? this : row(name, terminal.style(Style.RED, String.format("%,d", count)));
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines);
    }
}
