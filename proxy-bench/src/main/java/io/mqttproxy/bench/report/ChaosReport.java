package io.mqttproxy.bench.report;

import java.util.List;
import java.util.Map;

/**
 * The results of several scenarios.
 *
 * @param started ISO 8601
 * @param version of this program
 * @param settings of the run
 * @param machine where it ran
 */
public record ChaosReport(
        String title,
        String started,
        String version,
        Map<String, String> settings,
        String machine,
        List<ChaosResult> results)
        implements Report {

    @Override
    public String script() {
        return "chaos.js";
    }

    /** Whether the delivery contract held in all scenarios. */
    public boolean holds() {
        return results.stream().allMatch(ChaosResult::holds);
    }
}
