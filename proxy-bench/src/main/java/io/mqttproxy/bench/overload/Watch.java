package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.report.OverloadResult.Memory;
import io.mqttproxy.bench.report.OverloadResult.MemorySample;
import io.mqttproxy.bench.target.JvmUsage;
import io.mqttproxy.bench.target.TargetMetrics;
import io.mqttproxy.bench.target.TargetProcesses;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Samples the proxy's memory four times a second. Not thread-safe. */
final class Watch {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final double NANOS = 1e9;

    private final TargetProcesses process;
    private final TargetMetrics metrics;
    private final long start = System.nanoTime();
    private final List<MemorySample> samples = new ArrayList<>();
    private Memory most = new Memory(0, 0, 0);
    private Map<String, Long> closed = Map.of();
    private long last = start - INTERVAL_NANOS;

    Watch(TargetProcesses process, TargetMetrics metrics) {
        this.process = process;
        this.metrics = metrics;
    }

    /** Called often; looks when it is time. */
    void look() {
        long now = System.nanoTime();
        if (now - last < INTERVAL_NANOS) {
            return;
        }
        last = now;
        JvmUsage jvm = metrics.read();
        if (jvm != null) {
            Memory memory = new Memory(process.usage().rssBytes(), jvm.heapBytes(), jvm.directBytes());
            samples.add(new MemorySample((now - start) / NANOS, memory));
            most = most.max(memory);
        }
    }

    /** The most that was seen; of the resident memory the system itself remembers it. */
    Memory most() {
        return most.max(new Memory(process.mostRssBytes(), 0, 0));
    }

    List<MemorySample> samples() {
        return List.copyOf(samples);
    }

    /** Connections that have ended until now, by reason. */
    Map<String, Long> closed() {
        try {
            closed = metrics.counts("mqtt_proxy_disconnects_total", "reason");
        } catch (UncheckedIOException e) {
            // Too busy to answer in time: the previous values are kept.
        }
        return closed;
    }

    /** How many of them have ended for this reason. */
    long closed(String reason) {
        return closed().getOrDefault(reason, 0L);
    }
}
