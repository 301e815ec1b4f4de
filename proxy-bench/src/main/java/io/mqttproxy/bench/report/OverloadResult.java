package io.mqttproxy.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What one scenario of overload has shown.
 *
 * @param scenario its name
 * @param description who asks too much
 * @param seconds that the scenario took, with its preparation
 * @param most the most memory that the proxy had at any time
 * @param bound what its settings allow it
 * @param closed connections that the proxy says have ended, by reason
 * @param checks what else had to hold
 * @param samples over time
 */
public record OverloadResult(
        String scenario,
        String description,
        double seconds,
        Memory most,
        Memory bound,
        Map<String, Long> closed,
        List<Check> checks,
        List<MemorySample> samples)
        implements ScenarioReport.Result {

    /**
     * The proxy's memory in bytes.
     *
     * @param rss in RAM
     * @param heap in use, garbage included
     * @param direct network buffers outside of the heap
     */
    public record Memory(long rss, long heap, long direct) {
        /** Whether no part exceeds that of the other. */
        public boolean isWithin(Memory bound) {
            return rss <= bound.rss && heap <= bound.heap && direct <= bound.direct;
        }

        /** The maximum of each part. */
        public Memory max(Memory other) {
            return new Memory(Math.max(rss, other.rss), Math.max(heap, other.heap), Math.max(direct, other.direct));
        }
    }

    /** The memory at a moment, in seconds since the scenario began. */
    public record MemorySample(double second, Memory memory) {}

    /**
     * Something that had to hold.
     *
     * @param name in a word or two
     * @param value what was seen
     */
    public record Check(String name, String value, boolean held) {}

    /** Whether memory stayed within its bound, and all else held. */
    @Override
    public boolean holds() {
        return most.isWithin(bound) && checks.stream().allMatch(Check::held);
    }
}
