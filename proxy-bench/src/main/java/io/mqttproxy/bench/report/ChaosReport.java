package io.mqttproxy.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What a run of scenarios has shown.
 *
 * @param started ISO 8601
 * @param version of this program
 * @param settings what was asked for
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
