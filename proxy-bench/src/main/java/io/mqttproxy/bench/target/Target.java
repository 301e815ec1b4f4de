package io.mqttproxy.bench.target;

import io.mqttproxy.bench.target.TargetProcesses.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What can be observed of the measured server.
 *
 * @param processes {@code null} when they are on another machine or unknown
 * @param metrics {@code null} when no metrics page was given
 */
public record Target(
        @Nullable TargetProcesses processes, @Nullable TargetMetrics metrics) {
    /** A server of which neither processes nor metrics are known. */
    public static final Target UNKNOWN = new Target(null, null);

    private static final Usage NOTHING = new Usage(0, 0);

    /** What the processes have used, zeros when they are not known. */
    public Usage usage() {
        return processes == null ? NOTHING : processes.usage();
    }

    /** {@code null} when nobody named a page, or it cannot be read now. */
    public @Nullable JvmUsage jvm() {
        return metrics == null ? null : metrics.read();
    }
}
