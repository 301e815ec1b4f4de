package io.mqttproxy.bench.report;

import java.util.List;
import java.util.Map;

/**
 * The results of several overload scenarios.
 *
 * @param started ISO 8601
 * @param version of this program
 * @param settings of the run
 * @param machine where it ran
 */
public record OverloadReport(
        String title,
        String started,
        String version,
        Map<String, String> settings,
        String machine,
        List<OverloadResult> results)
        implements Report {

    @Override
    public String script() {
        return "overload.js";
    }

    /** Whether everything held in all scenarios. */
    public boolean holds() {
        return results.stream().allMatch(OverloadResult::holds);
    }
}
