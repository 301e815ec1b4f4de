package io.mqttproxy.bench.report;

import io.mqttproxy.bench.report.OverloadResult.Check;
import io.mqttproxy.bench.terminal.Style;
import io.mqttproxy.bench.terminal.Terminal;

/** A scenario's result for the terminal. */
public final class OverloadTable {
    private static final double MIB = 1024 * 1024;

    private OverloadTable() {}

    public static String of(OverloadResult result, Terminal terminal) {
        OverloadResult.Memory most = result.most();
        OverloadResult.Memory bound = result.bound();
        Table table = new Table(terminal)
                .heading(result.scenario() + ": " + result.description())
                .row("most RSS", memory(terminal, most.rss(), bound.rss()))
                .row("most heap", memory(terminal, most.heap(), bound.heap()))
                .row("most direct memory", memory(terminal, most.direct(), bound.direct()));
        result.closed().forEach((reason, count) -> table.row("closed", String.format("%,d %s", count, reason)));
        for (Check check : result.checks()) {
            table.row(check.name(), verdict(terminal, check.value(), check.held()));
        }
        return table.toString();
    }

    private static String memory(Terminal terminal, long most, long bound) {
        return verdict(terminal, String.format("%,.0f of %,.0f MiB", most / MIB, bound / MIB), most <= bound);
    }

    private static String verdict(Terminal terminal, String value, boolean held) {
        return terminal.style(held ? Style.GREEN : Style.RED, held ? value : value + " (DID NOT HOLD)");
    }
}
