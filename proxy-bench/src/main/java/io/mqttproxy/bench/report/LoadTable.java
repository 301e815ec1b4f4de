package io.mqttproxy.bench.report;

import io.mqttproxy.bench.terminal.Terminal;

/** A load report for the terminal. */
public final class LoadTable {
    private static final double MIB = 1024 * 1024;

    private LoadTable() {}

    public static String of(LoadReport report, Terminal terminal) {
        Table table = new Table(terminal);
        messages(table, report);
        latency(table, "From due to stored", report.latency());
        latency(table, "From connecting to CONNACK", report.connectLatency());
        target(table, report);
        if (!report.closed().isEmpty()) {
            table.heading("Connections that ended");
            report.closed().forEach(table::trouble);
        }
        Verification verification = report.verification();
        return verification == null
                ? table.toString()
                : table + System.lineSeparator() + VerificationTable.of(verification, terminal);
    }

    private static void messages(Table table, LoadReport report) {
        LoadReport.Counts counts = report.counts();
        if (counts.published() == 0) {
            table.heading("Connections").row("open", String.format("%,d", counts.connected()));
            return;
        }
        table.heading("Messages")
                .row("per second", String.format("%,.0f over %.1f s", report.messagesPerSecond(), report.seconds()))
                .row("published", String.format("%,d", counts.published()))
                .row("acknowledged", String.format("%,d", counts.acknowledged()))
                .trouble("refused", counts.refused())
                .trouble("never acknowledged", counts.unacknowledged())
                .trouble("never sent", counts.unsent())
                .trouble("sent again", counts.publishedAgain())
                .trouble("stray acknowledgements", counts.strays());
    }

    private static void latency(Table table, String heading, Latency latency) {
        if (latency.count() > 0) {
            table.heading(heading + ", milliseconds")
                    .row(
                            "p50 / p90 / p99",
                            String.format("%.2f / %.2f / %.2f", latency.p50(), latency.p90(), latency.p99()))
                    .row("p99.9 / max", String.format("%.2f / %.2f", latency.p999(), latency.max()));
        }
    }

    private static void target(Table table, LoadReport report) {
        TargetCost target = report.target();
        if (target == null) {
            return;
        }
        long connected = Math.max(1, report.counts().connected());
        table.heading("Target: " + target.process())
                .row("processor time", processorTime(report, target))
                .row(
                        "memory (RSS)",
                        String.format(
                                "%.0f MiB before, %.0f MiB connected (%.1f KiB a connection), %.0f MiB at most",
                                target.rssBytesBefore() / MIB,
                                target.rssBytesIdle() / MIB,
                                (target.rssBytesIdle() - target.rssBytesBefore()) / 1024.0 / connected,
                                target.rssBytesPeak() / MIB));
    }

    private static String processorTime(LoadReport report, TargetCost target) {
        String seconds = String.format("%.2f s", target.cpuSeconds());
        return report.counts().published() == 0
                ? seconds
                : seconds + String.format(", %.2f s per million messages", target.cpuSecondsPerMillion());
    }
}
