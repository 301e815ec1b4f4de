package io.mqttproxy.bench.report;

import io.mqttproxy.bench.terminal.Terminal;

/** A load report for the terminal. */
public final class LoadTable {
    private static final double KIB = 1024;
    private static final double MIB = 1024 * 1024;

    /** With fewer connections, memory divided by them says nothing of a connection. */
    private static final long MEANINGFUL = 1_000;

    private LoadTable() {}

    public static String of(LoadReport report, Terminal terminal) {
        Table table = new Table(terminal);
        messages(table, report);
        latency(table, "From due to stored", report.latency());
        if (report.connecting() != null) {
            connecting(table, report.connecting());
        }
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
        if (counts.published() + counts.unsent() == 0) {
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

    private static void connecting(Table table, Connecting connecting) {
        table.heading("Connecting")
                .row(
                        "per second",
                        String.format(
                                "%,.0f: %,d in %.1f s",
                                connecting.perSecond(), connecting.connections(), connecting.seconds()));
        Connecting.Cost cost = connecting.cost();
        if (cost != null) {
            table.row(
                            "target",
                            String.format(
                                    "%.2f s of processor time, %,.0f connections per second of it",
                                    cost.cpuSeconds(), cost.connectionsPerCpuSecond()))
                    .row("target memory (RSS)", connectionMemory(connecting.connections(), cost));
        }
        latency(table, "From connecting to CONNACK", connecting.latency());
    }

    private static String connectionMemory(long connections, Connecting.Cost cost) {
        String memory = String.format(
                "%.0f MiB before, %.0f MiB connected", cost.rssBytesBefore() / MIB, cost.rssBytes() / MIB);
        return connections < MEANINGFUL
                ? memory
                : memory
                        + String.format(
                                ", grown by %.1f KiB a connection (later half: %.1f KiB)",
                                (cost.rssBytes() - cost.rssBytesBefore()) / KIB / connections,
                                cost.rssBytesPerConnection() / KIB);
    }

    private static void target(Table table, LoadReport report) {
        TargetCost target = report.target();
        if (target != null) {
            table.heading("Target: " + target.process())
                    .row("processor time", processorTime(report, target))
                    .row("memory (RSS)", String.format("%.0f MiB at most", target.rssBytesPeak() / MIB));
        }
        JvmCost jvm = report.jvm();
        if (jvm != null) {
            table.heading("Target: Java")
                    .row("heap in use", String.format("%.0f MiB at most", jvm.heapBytesPeak() / MIB))
                    .row(
                            "garbage collection",
                            String.format("%,d pauses, %.2f s", jvm.gcPauses(), jvm.gcPauseSeconds()));
        }
    }

    private static String processorTime(LoadReport report, TargetCost target) {
        String seconds = String.format("%.2f s", target.cpuSeconds());
        return report.counts().published() == 0
                ? seconds
                : seconds + String.format(", %.2f s per million messages", target.cpuSecondsPerMillion());
    }
}
