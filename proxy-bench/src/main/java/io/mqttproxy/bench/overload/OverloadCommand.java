package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.lab.LabArguments;
import io.mqttproxy.bench.report.OverloadResult;
import io.mqttproxy.bench.report.OverloadTable;
import io.mqttproxy.bench.report.ReportArguments;
import io.mqttproxy.bench.report.ScenarioReport;
import io.mqttproxy.bench.terminal.StatusLine;
import io.mqttproxy.bench.terminal.Style;
import io.mqttproxy.bench.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code mqtt-bench overload}. */
@Command(
        name = "overload",
        description = {
            "Overloads a proxy on this machine in many ways, and compares the memory of its process with the bound of its"
                    + " settings. Kafka and the proxy run in their own processes; each scenario gets a new proxy.",
            "Exit code 0 when memory stayed within its bound and everything else held, in all scenarios; otherwise 1."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class OverloadCommand implements Callable<Integer> {
    private static final long MIB = 1024 * 1024;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            split = ",",
            description = "${COMPLETION-CANDIDATES}; repeatable (default: all).")
    private List<Scenario> scenarios = List.of(Scenario.values());

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Clients that overload the proxy (default: ${DEFAULT-VALUE}).")
    private int clients = 5000;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            converter = HeapConverter.class,
            description = "-Xmx of the proxy, such as 512m or 2g (default: ${DEFAULT-VALUE}).")
    private long heap;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long Kafka hangs, and how long each turn with or without a greedy client takes"
                    + " (default: ${DEFAULT-VALUE}).")
    private int seconds = 15;

    @Option(
            names = "--setting",
            paramLabel = "NAME=VALUE",
            description = "A setting of the proxy, such as max-inflight=64; repeatable.")
    private List<String> settings = List.of();

    @Mixin
    private LabArguments labArguments = new LabArguments();

    @Mixin
    private ReportArguments files = new ReportArguments();

    @Override
    public Integer call() throws InterruptedException, IOException {
        OverloadPlan plan = new OverloadPlan(
                clients,
                heap,
                Duration.ofSeconds(seconds),
                settings.stream().map(setting -> "--" + setting).toList());
        Path directory = labArguments.createLogDirectory("mqtt-bench-overload-");
        Terminal terminal = Terminal.detect();
        PrintStream out = Terminal.standardOutput();
        ScenarioReport<OverloadResult> report = report(run(plan, directory, new StatusLine(out, terminal), terminal));
        files.write(report, "overload.js");
        String verdict = report.holds()
                ? terminal.style(Style.GREEN, "Memory stayed within its bound, and everything else held.")
                : terminal.style(Style.RED, "Not everything held.");
        out.printf("%n%s Logs: %s%n", verdict, directory);
        return report.holds() ? 0 : 1;
    }

    private List<OverloadResult> run(OverloadPlan plan, Path directory, StatusLine status, Terminal terminal)
            throws InterruptedException {
        List<OverloadResult> results = new ArrayList<>();
        ProxyIdentity identity = ProxyIdentity.issue(directory);
        status.show("starting Kafka");
        try (StopSignal stop = new StopSignal();
                KafkaProcess kafka = KafkaProcess.start(directory)) {
            for (Scenario scenario : scenarios) {
                status.show(scenario + " is running");
                OverloadResult result = new ScenarioRun(plan, scenario, kafka, identity, stop)
                        .run(directory, labArguments.proxyClassPath());
                status.print(OverloadTable.of(result, terminal));
                results.add(result);
            }
            status.clear();
        }
        return results;
    }

    private ScenarioReport<OverloadResult> report(List<OverloadResult> results) {
        Map<String, String> asked = Map.of(
                "clients", Integer.toString(clients),
                "heap", heap / MIB + " MiB",
                "seconds", Integer.toString(seconds),
                "settings of the proxy", String.join(" ", settings));
        return ScenarioReport.of("Overload, and what it costs the proxy", asked, results);
    }

    /** As Java itself takes it. */
    static final class HeapConverter implements ITypeConverter<Long> {
        private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([mMgG])");

        @Override
        public Long convert(String text) {
            Matcher size = SIZE.matcher(text);
            if (!size.matches()) {
                throw new TypeConversionException("'" + text + "' is not a size such as 512m or 2g");
            }
            boolean gigabytes = size.group(2).equalsIgnoreCase("g");
            return Long.parseLong(size.group(1)) * (gigabytes ? 1024 * MIB : MIB);
        }
    }
}
