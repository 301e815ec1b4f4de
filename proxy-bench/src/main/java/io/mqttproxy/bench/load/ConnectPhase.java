package io.mqttproxy.bench.load;

import io.mqttproxy.bench.StopSignal;
import io.mqttproxy.bench.lab.Waiting;
import io.mqttproxy.bench.report.Connecting;
import io.mqttproxy.bench.report.Latency;
import io.mqttproxy.bench.report.Sample;
import io.mqttproxy.bench.target.TargetProcesses.Usage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Connects all devices of a fleet, and measures that. For one thread. */
final class ConnectPhase {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LoadPlan plan;
    private final Fleet fleet;
    private final StopSignal stop;
    private final Consumer<String> progress;
    private final Observation observation;

    private record Mark(long time, long connected, Usage usage) {}

    ConnectPhase(LoadPlan plan, Fleet fleet, StopSignal stop, Consumer<String> progress, Observation observation) {
        this.plan = plan;
        this.fleet = fleet;
        this.stop = stop;
        this.progress = progress;
        this.observation = observation;
    }

    /**
     * Returns when each device is connected or has given up.
     *
     * @throws IllegalStateException when none is connected
     */
    Connecting run() throws InterruptedException {
        int devices = plan.fleet().devices();
        Mark before = mark();
        fleet.connect();
        await(devices / 2);
        Mark half = mark();
        await(devices);
        Mark after = mark();
        if (after.connected() == 0) {
            throw new IllegalStateException("no client could connect to "
                    + plan.settings().get("server") + ": "
                    + (fleet.meter().closed().isEmpty()
                            ? "stopped"
                            : fleet.meter().closed().keySet()));
        }
        double seconds = (after.time() - before.time()) / NANOS;
        return new Connecting(
                after.connected(),
                seconds,
                after.connected() / seconds,
                Latency.of(fleet.meter().takeConnectMicros()),
                cost(before, half, after));
    }

    private void await(int devices) throws InterruptedException {
        FleetMeter meter = fleet.meter();
        Duration patience = plan.fleet()
                .connectTimeout()
                .plusSeconds((long) (devices / plan.fleet().connectRate()))
                .plus(plan.drainTimeout());
        new Waiting(stop, new EverySecond(this::watch))
                .await(patience, () -> meter.connected() + meter.gone() >= devices);
    }

    private void watch() {
        Sample sample = observation.sample();
        progress.accept(String.format(
                "connecting: %,d of %,d, %,d failed",
                sample.connected(), plan.fleet().devices(), fleet.meter().gone()));
    }

    private Connecting.@Nullable Cost cost(Mark before, Mark half, Mark after) {
        if (plan.target().processes() == null) {
            return null;
        }
        double cpuSeconds = (after.usage().cpuNanos() - before.usage().cpuNanos()) / NANOS;
        return new Connecting.Cost(
                cpuSeconds,
                after.connected() / Math.max(cpuSeconds, 0.01),
                before.usage().rssBytes(),
                after.usage().rssBytes(),
                (after.usage().rssBytes() - half.usage().rssBytes())
                        / (double) Math.max(1, after.connected() - half.connected()));
    }

    private Mark mark() {
        return new Mark(
                System.nanoTime(), fleet.meter().connected(), plan.target().usage());
    }
}
