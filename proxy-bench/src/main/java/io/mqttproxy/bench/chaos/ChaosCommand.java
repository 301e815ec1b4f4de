package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.lab.LabArguments;
import io.mqttproxy.bench.report.ChaosResult;
import io.mqttproxy.bench.report.ChaosTable;
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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mqtt-bench chaos}. */
@Command(
        name = "chaos",
        description = {
            "Causes failures on this machine while devices publish: a real Kafka of three brokers, proxies in their own"
                    + " processes behind a balancer, and devices that keep each message until it is acknowledged.",
            "Exit code 0 when everything that was acknowledged is in Kafka, in order, in all scenarios; otherwise 1."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {
    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            split = ",",
            description = "${COMPLETION-CANDIDATES}; repeatable (default: all).")
    private List<Scenario> scenarios = List.of(Scenario.values());

    @Option(names = "--devices", paramLabel = "N", description = "Simulated devices (default: ${DEFAULT-VALUE}).")
    private int devices = 40;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "400",
            description = "Messages per second of all devices together (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Seconds without a fault, before it and again after it (default: ${DEFAULT-VALUE}).")
    private int seconds = 5;

    @Option(
            names = "--outage",
            paramLabel = "SECONDS",
            description = "How long a fault lasts (default: what each scenario needs, 5 to 35 seconds).")
    private @Nullable Integer outage;

    @Option(
            names = "--proxies",
            paramLabel = "N",
            description = "Proxies behind the balancer (default: ${DEFAULT-VALUE}).")
    private int proxies = 2;

    @Option(
            names = "--balancer",
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES} (default: haproxy where it is installed).")
    private BalancerKind balancer = BalancerKind.usual();

    @Mixin
    private LabArguments labArguments = new LabArguments();

    @Mixin
    private ReportArguments files = new ReportArguments();

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (proxies < 1 || proxies < 2 && scenarios.contains(Scenario.PROXY_KILL)) {
            throw new IllegalArgumentException(
                    "proxies: must be at least 1, and 2 for proxy-kill (scenario), not " + proxies);
        }
        Duration chosen = outage == null ? null : Duration.ofSeconds(outage);
        ChaosPlan plan = new ChaosPlan(devices, rate, Duration.ofSeconds(seconds), chosen);
        Path directory = labArguments.createLogDirectory("mqtt-bench-chaos-");
        Terminal terminal = Terminal.detect();
        PrintStream out = Terminal.standardOutput();
        ScenarioReport<ChaosResult> report = report(run(plan, directory, new StatusLine(out, terminal), terminal));
        files.write(report, "chaos.js");
        String verdict = report.holds()
                ? terminal.style(Style.GREEN, "The contract held.")
                : terminal.style(Style.RED, "The contract did not hold.");
        out.printf("%n%s Logs of the proxies: %s%n", verdict, directory);
        return report.holds() ? 0 : 1;
    }

    private List<ChaosResult> run(ChaosPlan plan, Path directory, StatusLine status, Terminal terminal)
            throws InterruptedException {
        List<ChaosResult> results = new ArrayList<>();
        status.show("starting Kafka");
        try (StopSignal stop = new StopSignal();
                Lab lab = Lab.start(directory, proxies, labArguments.proxyClassPath(), balancer)) {
            for (Scenario scenario : scenarios.stream().distinct().toList()) {
                ChaosResult result = new ScenarioRun(lab, plan, scenario, stop, status::show).run();
                status.print(ChaosTable.of(result, terminal));
                results.add(result);
            }
            status.clear();
        }
        return results;
    }

    private ScenarioReport<ChaosResult> report(List<ChaosResult> results) {
        Map<String, String> settings = Map.of(
                "brokers", Lab.BROKERS + ", replication 3, min.insync.replicas 2",
                "proxies", Integer.toString(proxies),
                "balancer", balancer.toString(),
                "devices", Integer.toString(devices),
                "rate", String.format(Locale.ROOT, "%.0f messages/s", rate),
                "seconds before and after", Integer.toString(seconds));
        return ScenarioReport.of("Delivery contract, proven by breaking things", settings, results);
    }
}
