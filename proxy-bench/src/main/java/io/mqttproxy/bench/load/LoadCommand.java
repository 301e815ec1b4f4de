package io.mqttproxy.bench.load;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.ledger.Ledger;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.report.LoadTable;
import io.mqttproxy.bench.report.ReportArguments;
import io.mqttproxy.bench.report.Verification;
import io.mqttproxy.bench.target.Target;
import io.mqttproxy.bench.target.TargetMetrics;
import io.mqttproxy.bench.target.TargetProcesses;
import io.mqttproxy.bench.terminal.StatusLine;
import io.mqttproxy.bench.terminal.Terminal;
import io.mqttproxy.bench.verify.KafkaArguments;
import io.mqttproxy.bench.verify.RunVerifier;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mqtt-bench load}. */
@Command(
        name = "load",
        description = {
            "Publishes to any MQTT server at a rate that does not wait for the server. Latency counts from the time when"
                    + " each message was due until its acknowledgement.",
            "Ctrl-C ends the load early and shows the results so far."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {
    @Option(
            names = "--server",
            paramLabel = "ADDRESS",
            split = ",",
            defaultValue = "localhost:1883",
            converter = ServerAddress.Converter.class,
            description =
                    "host:port, mqtts://host:port, ws://host:port/path or wss://host:port/path; several separated by"
                            + " commas (default: ${DEFAULT-VALUE}).")
    private List<ServerAddress> servers = List.of();

    @Mixin
    private LoadArguments load = new LoadArguments();

    @Option(
            names = "--target-pid",
            paramLabel = "PID",
            split = ",",
            description =
                    "Process id of the server, to measure its processor time and memory; several, separated by commas,"
                            + " count as one (default: the processes of this machine that listen on the servers' ports).")
    private List<Long> targetPids = List.of();

    @Option(
            names = "--target-metrics",
            paramLabel = "URL",
            split = ",",
            description = "The server's Prometheus page, to measure its heap and garbage collection, such as"
                    + " http://127.0.0.1:9090/metrics. It is read every second; several are added up.")
    private List<URI> targetMetrics = List.of();

    @Option(names = "--title", paramLabel = "TEXT", description = "Title of the reports.")
    private String title = "MQTT load";

    @Mixin
    private ReportArguments files = new ReportArguments();

    @Option(
            names = "--verify",
            description =
                    "Reads the Kafka topic back afterwards. Exit code 1 when an acknowledged message is missing or one"
                            + " is out of order; messages of QoS 0 may be missing.")
    private boolean verify;

    @Mixin
    private KafkaArguments kafka = new KafkaArguments();

    @Override
    public Integer call() throws InterruptedException {
        if (verify && !load.hasStamps()) {
            throw new IllegalArgumentException("verify: needs the stamp that messages of a payload-file do not have");
        }
        Terminal terminal = Terminal.detect();
        PrintStream out = Terminal.standardOutput();
        StatusLine status = new StatusLine(out, terminal);
        int run = ThreadLocalRandom.current().nextInt();
        LoadPlan plan = load.plan(title, servers, target(), run);
        warn(plan, status);
        try (StopSignal stop = new StopSignal()) {
            LoadReport report =
                    verify ? runAndVerify(plan, run, stop, status) : new LoadRun(plan, stop, status::show).run();
            status.clear();
            out.println(LoadTable.of(report, terminal));
            files.write(report, "load.js");
            return report.verification() == null || report.verification().holds() ? 0 : 1;
        }
    }

    private Target target() {
        return new Target(
                TargetLookup.processes(servers, targetPids),
                targetMetrics.isEmpty() ? null : TargetMetrics.of(targetMetrics));
    }

    /** It is no fault to ask for more than the server can take, but not what most want to measure. */
    private static void warn(LoadPlan plan, StatusLine status) {
        TargetProcesses processes = plan.target().processes();
        long clients = plan.fleet().devices();
        if (processes != null && processes.openFileLimit() <= clients) {
            status.print(String.format(
                    "The target may open %,d files (ulimit -n): not all of %,d clients will be connected.",
                    processes.openFileLimit(), clients));
        }
    }

    private LoadReport runAndVerify(LoadPlan plan, int run, StopSignal stop, StatusLine status)
            throws InterruptedException {
        try (RunVerifier verifier = new RunVerifier(kafka)) {
            return new LoadRun(plan, stop, status::show).run(ledger -> verify(verifier, run, ledger, status));
        }
    }

    private Verification verify(RunVerifier verifier, int run, Ledger ledger, StatusLine status) {
        status.show("reading Kafka");
        Verification verification = verifier.verify(run, ledger);
        if (verification.nothingFound()) {
            status.print("No message of this run is in topic " + kafka.topics()
                    + ": does the proxy's routing write elsewhere? --kafka-topic names the topic to read.");
        }
        if (verifier.deleted() > 0) {
            status.print(String.format(
                    "Kafka keeps too little to verify this run: it has deleted %,d records that count as missing.",
                    verifier.deleted()));
        }
        return verification;
    }
}
