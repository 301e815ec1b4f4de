package io.mqttproxy.bench.report;

/**
 * What the target used while it was measured.
 *
 * @param process which it is
 * @param cpuSeconds processor time
 * @param cpuSecondsPerMillion processor time per million messages; the figure to compare
 * @param rssBytesPeak the most of all samples
 */
public record TargetCost(String process, double cpuSeconds, double cpuSecondsPerMillion, long rssBytesPeak) {}
