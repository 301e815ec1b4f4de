package io.mqttproxy.bench.report;

import io.mqttproxy.bench.terminal.Style;
import io.mqttproxy.bench.terminal.Terminal;

/** A scenario's result for the terminal. */
public final class ChaosTable {
    private ChaosTable() {}

    public static String of(ChaosResult result, Terminal terminal) {
        Table table = new Table(terminal).heading(result.scenario() + ": " + result.description());
        if (result.failure() != null) {
            return table.row("came to its end", terminal.style(Style.RED, "no: " + result.failure()))
                    .toString();
        }
        table.row("published", number(result.published()))
                .row("acknowledged", number(result.acknowledged()))
                .row("stored", number(result.stored()))
                .row("ACKED BUT MISSING", verdict(terminal, result.ackedButMissing()))
                .row("out of order", verdict(terminal, result.outOfOrder()))
                .row("duplicates", number(result.duplicates()))
                .row("longest silence", seconds(result.longestSilenceMillis()))
                .row(
                        "recovery",
                        result.recoveryMillis() < 0
                                ? terminal.style(Style.RED, "never")
                                : seconds(result.recoveryMillis()))
                .row("sent again", number(result.sentAgain()))
                .row("connections", number(result.connections()))
                .trouble("acks out of order", result.acksOutOfOrder())
                .trouble("refused", result.refused());
        if (result.unsettled()) {
            table.row("at the end", terminal.style(Style.RED, "some messages were never acknowledged"));
        }
        if (result.forgiven() > 0) {
            table.row("not counted", number(result.forgiven()) + " acknowledged before the topic was created again");
        }
        return table.toString();
    }

    private static String verdict(Terminal terminal, long count) {
        return terminal.style(count == 0 ? Style.GREEN : Style.RED, number(count));
    }

    private static String number(long count) {
        return String.format("%,d", count);
    }

    private static String seconds(long millis) {
        return String.format("%.1f s", millis / 1000.0);
    }
}
