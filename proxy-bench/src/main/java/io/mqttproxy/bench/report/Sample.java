package io.mqttproxy.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * What one second of a run was like.
 *
 * @param second since publishing (connecting, when nothing is published) began, when the sample was taken
 * @param publishedPerSecond messages sent, for the first time or again
 * @param storedPerSecond messages acknowledged
 * @param p50 milliseconds; 0, as the other two, when nothing was acknowledged
 * @param p99 milliseconds
 * @param max milliseconds
 * @param connected open connections
 * @param owed messages due but not sent
 * @param cpuCores processors that the target kept busy; 0 when unknown
 * @param rssBytes memory of the target; 0 when unknown
 * @param jvm {@code null} when nobody asked, or it did not answer
 */
public record Sample(
        double second,
        double publishedPerSecond,
        double storedPerSecond,
        double p50,
        double p99,
        double max,
        long connected,
        long owed,
        double cpuCores,
        long rssBytes,
        @Nullable Jvm jvm) {

    /**
     * What the target's Java virtual machine said of itself.
     *
     * @param heapBytes in use, garbage included
     * @param gcPauseMillis stopped for garbage collection since the last sample
     */
    public record Jvm(long heapBytes, double gcPauseMillis) {}
}
