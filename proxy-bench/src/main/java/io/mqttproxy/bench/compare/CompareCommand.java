package io.mqttproxy.bench.compare;

import io.mqttproxy.bench.BenchVersion;
import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.load.LoadArguments;
import io.mqttproxy.bench.report.CompareReport;
import io.mqttproxy.bench.report.CompareTable;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.report.Machine;
import io.mqttproxy.bench.report.ReportArguments;
import io.mqttproxy.bench.terminal.StatusLine;
import io.mqttproxy.bench.terminal.Terminal;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mqtt-bench compare}. */
@Command(
        name = "compare",
        description = {
            "Puts the same load on several targets in turn (A B A B ...), and compares their results and cost.",
            "Ratios are to the first target, within each round, because a noisy machine is noisy for all targets.",
            "Ctrl-C ends the comparison early and shows the finished rounds."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
    @Option(
            names = "--target",
            paramLabel = "NAME=ADDRESS[,PID...]",
            required = true,
            converter = CompareTarget.Converter.class,
            description =
                    "mqtt://host:port (or mqtts, ws, wss) for any MQTT server, kafka://host:port/topic for Kafka's own"
                            + " producer, which shows what storing costs without MQTT (with ?headers=none: without record"
                            + " headers); repeatable. The server's process is found by its port; add the ids of processes behind a"
                            + " balancer with commas, they count as one.")
    private List<CompareTarget> targets = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each target (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--warm-up-rounds",
            paramLabel = "N",
            description = "Rounds before these, which are not counted (default: ${DEFAULT-VALUE}).")
    private int warmUpRounds = 1;

    @Option(
            names = "--producer",
            paramLabel = "KEY=VALUE",
            description = "Property of Kafka's own producer; repeatable.")
    private Map<String, String> producer = new TreeMap<>();

    @Mixin
    private LoadArguments load = new LoadArguments();

    @Option(names = "--title", paramLabel = "TEXT", description = "Title of the reports.")
    private String title = "MQTT comparison";

    @Mixin
    private ReportArguments files = new ReportArguments();

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = Terminal.detect();
        PrintStream out = Terminal.standardOutput();
        StatusLine status = new StatusLine(out, terminal);
        String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        List<List<LoadReport>> results = new ArrayList<>();
        try (StopSignal stop = new StopSignal();
                Contenders contenders = new Contenders(targets, load, producer)) {
            for (int round = -warmUpRounds; round < rounds; round++) {
                List<LoadReport> reports = contenders.round(stop, status);
                if (reports.isEmpty()) {
                    break;
                }
                if (round >= 0) {
                    results.add(reports);
                    status.print(CompareTable.round(
                            targets.stream().map(CompareTarget::name).toList(), reports, terminal));
                }
            }
            status.clear();
            if (results.isEmpty()) {
                throw new IllegalStateException("no round was finished");
            }
            CompareReport report = new CompareReport(
                    title, started, BenchVersion.text(), Machine.description(), load.description(), summaries(results));
            out.println(CompareTable.of(report, terminal));
            files.write(report, "compare.js");
        }
        return 0;
    }

    private List<CompareReport.Target> summaries(List<List<LoadReport>> results) {
        List<CompareReport.Round> first = roundsOf(results, 0);
        List<CompareReport.Target> summaries = new ArrayList<>();
        for (int index = 0; index < targets.size(); index++) {
            List<CompareReport.Round> own = roundsOf(results, index);
            LoadReport last = results.get(results.size() - 1).get(index);
            summaries.add(new CompareReport.Target(
                    targets.get(index).name(),
                    targets.get(index).address(),
                    last.target() == null ? "" : last.target().process(),
                    own,
                    CompareReport.figures(own, first, load.qos()),
                    last.latency()));
        }
        return summaries;
    }

    private static List<CompareReport.Round> roundsOf(List<List<LoadReport>> results, int target) {
        return results.stream()
                .map(reports -> CompareReport.Round.of(reports.get(target)))
                .toList();
    }
}
