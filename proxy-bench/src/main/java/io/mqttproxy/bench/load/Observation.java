package io.mqttproxy.bench.load;

import io.mqttproxy.bench.report.JvmCost;
import io.mqttproxy.bench.report.Sample;
import io.mqttproxy.bench.target.JvmUsage;
import io.mqttproxy.bench.target.Target;
import io.mqttproxy.bench.target.TargetProcesses.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Watches a fleet, and its target when there is one, from sample to sample. For one thread. */
final class Observation {
    private static final long SHORTEST_SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final double MILLIS = 1e3;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final FleetMeter meter;
    private final boolean acknowledgements;
    private final Target target;
    private final List<Sample> samples = new ArrayList<>();
    private final Histogram measured;

    private long startTime;
    private Mark last;
    private Mark first;

    private record Mark(
            long time,
            long sent,
            long settled,
            Usage usage,
            @Nullable JvmUsage jvm) {}

    /**
     * An observation that begins now.
     *
     * @param acknowledgements whether messages are acknowledged at all
     */
    Observation(FleetMeter meter, boolean acknowledgements, Target target) {
        this.meter = meter;
        this.acknowledgements = acknowledgements;
        this.target = target;
        measured = meter.takeAcknowledgementMicros();
        measured.reset();
        startTime = System.nanoTime();
        last = mark();
        first = last;
    }

    /** Forgets all samples and begins now. */
    void restart() {
        samples.clear();
        startTime = System.nanoTime();
        last = mark();
    }

    /** Begins to measure: earlier samples are kept but not counted. */
    void measure() {
        endSample();
        measured.reset();
        first = mark();
    }

    /** What happened since the last sample. */
    Sample sample() {
        Histogram micros = takeMicros();
        Mark now = mark();
        double seconds = (now.time() - last.time()) / NANOS;
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
                now.usage().rssBytes(),
                jvm(last.jvm(), now.jvm()));
        last = now;
        samples.add(sample);
        return sample;
    }

    private static Sample.@Nullable Jvm jvm(@Nullable JvmUsage before, @Nullable JvmUsage now) {
        return now == null
                ? null
                : new Sample.Jvm(
                        now.heapBytes(),
                        before == null ? 0 : (now.gcPauseSeconds() - before.gcPauseSeconds()) * MILLIS);
    }

    /** Takes the last sample; there is always at least one. */
    void finish() {
        if (samples.isEmpty()) {
            sample();
        } else {
            endSample();
        }
    }

    /** Takes what came since the last sample: as a sample when it is long enough to be compared with the others. */
    private void endSample() {
        if (System.nanoTime() - last.time() > SHORTEST_SAMPLE_NANOS) {
            sample();
        } else {
            takeMicros();
        }
    }

    private Histogram takeMicros() {
        Histogram micros = meter.takeAcknowledgementMicros();
        measured.add(micros);
        return micros;
    }

    /** Messages and costs from the warm-up's end to now. */
    Window window() {
        Mark now = mark();
        return new Window(
                (now.time() - first.time()) / NANOS,
                now.settled() - first.settled(),
                (now.usage().cpuNanos() - first.usage().cpuNanos()) / NANOS,
                jvmCost(first.jvm(), now.jvm()));
    }

    private @Nullable JvmCost jvmCost(@Nullable JvmUsage before, @Nullable JvmUsage now) {
        if (before == null || now == null) {
            return null;
        }
        return new JvmCost(
                samples.stream()
                        .map(Sample::jvm)
                        .filter(Objects::nonNull)
                        .mapToLong(Sample.Jvm::heapBytes)
                        .max()
                        .orElse(now.heapBytes()),
                now.gcPauses() - before.gcPauses(),
                now.gcPauseSeconds() - before.gcPauseSeconds());
    }

    /** What was measured between two marks. */
    record Window(
            double seconds,
            long messages,
            double cpuSeconds,
            @Nullable JvmCost jvm) {}

    Histogram measuredMicros() {
        return measured;
    }

    List<Sample> samples() {
        return samples;
    }

    private Mark mark() {
        long settled = acknowledgements ? meter.acknowledged() : meter.published();
        return new Mark(
                System.nanoTime(), meter.published() + meter.publishedAgain(), settled, target.usage(), target.jvm());
    }
}
