package io.mqttproxy.bench.load;

import io.mqttproxy.bench.report.Sample;
import io.mqttproxy.bench.target.TargetProcess;
import io.mqttproxy.bench.target.TargetProcess.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Watches a fleet, and its target when there is one, from sample to sample. For one thread. */
final class Observation {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Usage NOTHING = new Usage(0, 0);

    private final FleetMeter meter;
    private final boolean acknowledgements;
    private final @Nullable TargetProcess target;
    private final List<Sample> samples = new ArrayList<>();
    private final Histogram measured;
    private final long startTime = System.nanoTime();

    private Mark last;
    private Mark first;
    private boolean measuring;

    private record Mark(long time, long sent, long settled, Usage usage) {}

    /**
     * An observation that begins now.
     *
     * @param acknowledgements whether messages are acknowledged at all
     */
    Observation(FleetMeter meter, boolean acknowledgements, @Nullable TargetProcess target) {
        this.meter = meter;
        this.acknowledgements = acknowledgements;
        this.target = target;
        measured = meter.takeAcknowledgementMicros();
        measured.reset();
        last = mark();
        first = last;
    }

    /** From now on values count: the warm-up is over. */
    void measure() {
        measuring = true;
        first = mark();
    }

    /** What happened since the last sample. */
    Sample sample() {
        Mark now = mark();
        double seconds = (now.time() - last.time()) / NANOS;
        Histogram micros = meter.takeAcknowledgementMicros();
        if (measuring) {
            measured.add(micros);
        }
        Sample sample = new Sample(
                (now.time() - startTime) / NANOS,
                (now.sent() - last.sent()) / seconds,
                (now.settled() - last.settled()) / seconds,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                meter.connected(),
                meter.owed(),
                (now.usage().cpuNanos() - last.usage().cpuNanos()) / NANOS / seconds,
                now.usage().rssBytes());
        last = now;
        samples.add(sample);
        return sample;
    }

    /** Messages and costs from the warm-up's end to now. */
    Window window() {
        Mark now = mark();
        return new Window(
                (now.time() - first.time()) / NANOS,
                now.settled() - first.settled(),
                (now.usage().cpuNanos() - first.usage().cpuNanos()) / NANOS);
    }

    /** What was measured between two marks. */
    record Window(double seconds, long messages, double cpuSeconds) {}

    Histogram measuredMicros() {
        return measured;
    }

    List<Sample> samples() {
        return samples;
    }

    private Mark mark() {
        long settled = acknowledgements ? meter.acknowledged() : meter.published();
        return new Mark(
                System.nanoTime(),
                meter.published() + meter.publishedAgain(),
                settled,
                target == null ? NOTHING : target.usage());
    }
}
