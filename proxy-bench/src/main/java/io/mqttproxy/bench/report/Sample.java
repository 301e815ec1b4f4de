package io.mqttproxy.bench.report;

/**
 * What one second of a run was like.
 *
 * @param second since publishing began, when the sample was taken
 * @param publishedPerSecond messages sent, for the first time or again
 * @param storedPerSecond messages acknowledged
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param max milliseconds
 * @param connected open connections
 * @param owed messages due but not sent
 * @param cpuCores processors that the target kept busy; 0 when unknown
 * @param rssBytes memory of the target; 0 when unknown
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
        long rssBytes) {}
