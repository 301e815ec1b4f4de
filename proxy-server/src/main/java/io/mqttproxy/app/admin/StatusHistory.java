package io.mqttproxy.app.admin;

import io.micrometer.core.instrument.MeterRegistry;
import io.mqttproxy.metrics.StoreLatency;
import io.mqttproxy.threads.DaemonThreads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The last minutes of a few figures, so that a page that has just been opened shows what was before. Samples are kept for
 * five minutes, which is a few tens of KiB. Safe for all threads.
 */
final class StatusHistory implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int SAMPLES = 151;
    private static final int SAMPLES_OF_LAST_MINUTE =
            (int) Duration.ofMinutes(1).dividedBy(INTERVAL);

    private final MeterRegistry registry;
    private final Supplier<StoreLatency> latency;
    private final Deque<Sample> samples = new ArrayDeque<>(SAMPLES);
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("admin-history"));

    /** Counts since the start, and what was open at that moment. */
    private record Sample(
            long nanos,
            double publishes,
            double bytes,
            double acks,
            double connects,
            double connections,
            double inFlight,
            LatencyBuckets latency) {

        static Sample of(Meters meters, LatencyBuckets latency, long nanos) {
            return new Sample(
                    nanos,
                    meters.sum("publishes"),
                    meters.sum("publish"),
                    meters.sum("acks"),
                    meters.sum("connects"),
                    meters.sum("connections"),
                    meters.sum("in.flight"),
                    latency);
        }

        double perSecond(Sample earlier, ToDoubleFunction<Sample> count) {
            return (count.applyAsDouble(this) - count.applyAsDouble(earlier)) * 1e9 / (nanos - earlier.nanos);
        }
    }

    StatusHistory(MeterRegistry registry, Supplier<StoreLatency> latency) {
        this.registry = registry;
        this.latency = latency;
    }

    /** Begins to look at the meters now and then. */
    void start() {
        timer.scheduleAtFixedRate(() -> sample(System.nanoTime()), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Takes one sample. */
    synchronized void sample(long nanos) {
        if (samples.size() == SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(Sample.of(new Meters(registry), LatencyBuckets.of(latency.get()), nanos));
    }

    /** How long the publishes of the last minute took. */
    synchronized LatencyBuckets lastMinute() {
        List<Sample> all = List.copyOf(samples);
        if (all.isEmpty()) {
            return LatencyBuckets.EMPTY;
        }
        Sample earlier = all.get(Math.max(0, all.size() - 1 - SAMPLES_OF_LAST_MINUTE));
        return all.get(all.size() - 1).latency.since(earlier.latency);
    }

    /** One list for each figure, oldest first: rates per second, numbers of what is open, milliseconds. */
    synchronized Map<String, List<Double>> series() {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        Sample earlier = null;
        for (Sample sample : samples) {
            if (earlier != null) {
                add(series, sample, earlier);
            }
            earlier = sample;
        }
        return series;
    }

    private static void add(Map<String, List<Double>> series, Sample sample, Sample earlier) {
        LatencyBuckets latency = sample.latency.since(earlier.latency);
        add(series, "publishes", sample.perSecond(earlier, Sample::publishes));
        add(series, "bytes", sample.perSecond(earlier, Sample::bytes));
        add(series, "acks", sample.perSecond(earlier, Sample::acks));
        add(series, "connects", sample.perSecond(earlier, Sample::connects));
        add(series, "connections", sample.connections);
        add(series, "inFlight", sample.inFlight);
        add(series, "p50", latency.percentile(0.5));
        add(series, "p99", latency.percentile(0.99));
    }

    private static void add(Map<String, List<Double>> series, String name, double value) {
        series.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }
}
