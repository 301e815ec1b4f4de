package io.mqttproxy.bench.target;

/**
 * What Java virtual machines say of themselves.
 *
 * @param heapBytes in use, garbage included
 * @param directBytes outside of the heap: network buffers, as far as allocators tell
 * @param gcPauses since their start
 * @param gcPauseSeconds since their start
 */
public record JvmUsage(long heapBytes, long directBytes, long gcPauses, double gcPauseSeconds) {
    /** The sum over several machines. */
    JvmUsage plus(JvmUsage other) {
        return new JvmUsage(
                heapBytes + other.heapBytes,
                directBytes + other.directBytes,
                gcPauses + other.gcPauses,
                gcPauseSeconds + other.gcPauseSeconds);
    }
}
