package io.mqttproxy.bench.chaos;

import io.mqttproxy.bench.report.ChaosResult.ChaosSample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Samples the devices twice a second, for the plots and the status line. Not thread-safe. */
final class Timeline {
    private static final double INTERVAL_SECONDS = 0.5;
    private static final double NANOS = 1e9;

    private final String scenario;
    private final Swarm swarm;
    private final Consumer<String> progress;
    private final List<ChaosSample> samples = new ArrayList<>();
    private final long start = System.nanoTime();
    private double last;
    private long acknowledged;
    private String phase = "";

    Timeline(String scenario, Swarm swarm, Consumer<String> progress) {
        this.scenario = scenario;
        this.swarm = swarm;
        this.progress = progress;
    }

    /** Sets the current phase, in a word or two. */
    void phase(String phase) {
        this.phase = phase;
    }

    /** Called often; looks when it is time. */
    void look() {
        double now = seconds();
        if (now - last < INTERVAL_SECONDS) {
            return;
        }
        SwarmState state = swarm.state();
        double perSecond = (state.acknowledged() - acknowledged) / (now - last);
        samples.add(new ChaosSample(now, perSecond, state.connected()));
        progress.accept(String.format(
                "%s · %s · %3.0f s · %,d connected · %,d published · %,d acknowledged (%,.0f/s)",
                scenario, phase, now, state.connected(), state.published(), state.acknowledged(), perSecond));
        acknowledged = state.acknowledged();
        last = now;
    }

    double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }

    List<ChaosSample> samples() {
        return List.copyOf(samples);
    }
}
