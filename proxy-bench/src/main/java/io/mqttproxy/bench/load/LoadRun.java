package io.mqttproxy.bench.load;

import io.mqttproxy.bench.BenchVersion;
import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.lab.Waiting;
import io.mqttproxy.bench.ledger.Ledger;
import io.mqttproxy.bench.report.Connecting;
import io.mqttproxy.bench.report.Latency;
import io.mqttproxy.bench.report.LoadReport;
import io.mqttproxy.bench.report.Machine;
import io.mqttproxy.bench.report.Sample;
import io.mqttproxy.bench.report.TargetCost;
import io.mqttproxy.bench.report.Verification;
import io.mqttproxy.bench.target.TargetProcesses;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Connects, publishes, waits for the rest, and sums up. For one thread. */
public final class LoadRun {
    private static final double MIB = 1024 * 1024;

    private final LoadPlan plan;
    private final StopSignal stop;
    private final Consumer<String> progress;

    /**
     * A run that has not begun.
     *
     * @param stop ends publishing early; what was measured until then is reported
     * @param progress gets a line a second
     */
    public LoadRun(LoadPlan plan, StopSignal stop, Consumer<String> progress) {
        this.plan = plan;
        this.stop = stop;
        this.progress = progress;
    }

    /** Runs; returns when all is acknowledged or given up, and all devices are gone. */
    public LoadReport run() throws InterruptedException {
        return run(ledger -> null);
    }

    /**
     * Runs.
     *
     * @param verifier compares what each device has sent with what was stored
     */
    LoadReport run(Function<Ledger, @Nullable Verification> verifier) throws InterruptedException {
        try (Fleet fleet = new Fleet(plan.fleet(), plan.schedule(), plan.payloads())) {
            return run(fleet, verifier);
        }
    }

    private LoadReport run(Fleet fleet, Function<Ledger, @Nullable Verification> verifier) throws InterruptedException {
        FleetMeter meter = fleet.meter();
        Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        Observation observation = new Observation(meter, plan.fleet().qos() > 0, plan.target());
        Connecting connecting = new ConnectPhase(plan, fleet, stop, progress, observation).run();
        if (!plan.connectOnly()) {
            observation.restart();
        }
        observation.measure();
        publish(fleet, observation);
        Observation.Window window = observation.window();
        long connected = meter.connected();
        drain(fleet, observation);
        long owed = meter.owed();
        long inFlight = meter.inFlight();
        Map<String, Long> closed = meter.closed();
        Ledger ledger = fleet.disconnect();

        LoadReport.Counts counts = new LoadReport.Counts(
                connected,
                meter.connects(),
                meter.published(),
                meter.publishedAgain(),
                meter.acknowledged(),
                meter.refused(),
                inFlight + meter.abandoned(),
                owed,
                meter.strays());
        return new LoadReport(
                plan.title(),
                started.toString(),
                BenchVersion.text(),
                plan.settings(),
                Machine.description(),
                window.seconds(),
                window.messages() / window.seconds(),
                counts,
                closed,
                Latency.of(observation.measuredMicros()),
                connecting,
                cost(observation, window),
                window.jvm(),
                verifier.apply(ledger),
                observation.samples());
    }

    private void publish(Fleet fleet, Observation observation) throws InterruptedException {
        Runnable sample = () -> progress.accept(line(fleet.meter(), observation.sample()));
        if (!plan.connectOnly()) {
            fleet.publish();
        }
        if (!plan.warmUp().isZero()) {
            waiting(sample).await(plan.warmUp(), () -> false);
            observation.measure();
        }
        waiting(sample)
                .await(
                        plan.schedule().duration().minus(plan.warmUp()),
                        () -> !plan.connectOnly()
                                && (plan.schedule().closedLoop() ? isSettled(fleet.meter()) : fleet.isDone()));
    }

    private Waiting waiting(Runnable everySecond) {
        return new Waiting(stop, new EverySecond(everySecond));
    }

    /** Whether all messages are sent and answered, so that they all belong to the time that is measured. */
    private boolean isSettled(FleetMeter meter) {
        return meter.published() >= plan.schedule().messages() && meter.inFlight() == 0;
    }

    /** Waits until the server has read everything. For QoS 0 only the answer to a ping can tell. */
    private void drain(Fleet fleet, Observation observation) throws InterruptedException {
        FleetMeter meter = fleet.meter();
        if (plan.schedule().closedLoop()) {
            fleet.stop();
        }
        Runnable sample = () -> progress.accept(line(meter, observation.sample()));
        // In this order, because a message that is sent meanwhile is counted as in flight before it is
        // no longer owed.
        BooleanSupplier nothingLeft = () -> meter.owed() == 0 && meter.inFlight() == 0;
        waiting(sample).await(plan.drainTimeout(), nothingLeft);
        fleet.stop();
        if (plan.fleet().qos() == 0 && !plan.connectOnly()) {
            long pongs = meter.pongs();
            fleet.ping();
            waiting(() -> {}).await(plan.drainTimeout(), () -> meter.pongs() >= pongs + meter.connected());
        }
        observation.finish();
    }

    private String line(FleetMeter meter, Sample sample) {
        String connected = String.format("%3.0f s · %,d connected", sample.second(), sample.connected());
        return plan.connectOnly() ? connected + target(sample) : connected + messages(meter, sample) + target(sample);
    }

    private String messages(FleetMeter meter, Sample sample) {
        return String.format(
                " · %,.0f msg/s · p50 %s · p99 %s · %,d in flight · %,d behind",
                plan.fleet().qos() == 0 ? sample.publishedPerSecond() : sample.storedPerSecond(),
                millis(sample.p50()),
                millis(sample.p99()),
                meter.inFlight(),
                sample.owed());
    }

    private static String millis(double millis) {
        return millis == 0 ? "–" : String.format("%.2f ms", millis);
    }

    private String target(Sample sample) {
        Sample.Jvm jvm = sample.jvm();
        String cpu = plan.target().processes() == null ? "" : String.format(" · target %.2f cores", sample.cpuCores());
        return jvm == null ? cpu : cpu + String.format(" · heap %.0f MiB", jvm.heapBytes() / MIB);
    }

    private @Nullable TargetCost cost(Observation observation, Observation.Window window) {
        TargetProcesses processes = plan.target().processes();
        if (processes == null || !processes.areAlive()) {
            return null;
        }
        return new TargetCost(
                processes.description(),
                window.cpuSeconds(),
                window.cpuSeconds() * 1e6 / Math.max(1, window.messages()),
                observation.samples().stream().mapToLong(Sample::rssBytes).max().orElse(0));
    }
}
