package io.mqttproxy.bench.report;

/**
 * What the target's Java virtual machine needed while it was measured.
 *
 * @param heapBytesPeak the most in use of all samples, garbage included
 * @param gcPauses how often it stopped for garbage collection
 * @param gcPauseSeconds how long in all
 */
public record JvmCost(long heapBytesPeak, long gcPauses, double gcPauseSeconds) {}
