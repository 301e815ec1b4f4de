package io.mqttproxy.bench.report;

import io.mqttproxy.bench.BenchVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of several scenarios.
 *
 * @param started ISO 8601
 * @param version of this program
 * @param settings of the run
 * @param machine where it ran
 */
public record ScenarioReport<R extends ScenarioReport.Result>(
        String title, String started, String version, Map<String, String> settings, String machine, List<R> results)
        implements Report {

    /** What one scenario has shown. */
    public interface Result {
        /** Whether all held that had to. */
        boolean holds();
    }

    /** A report that is made here and now. */
    public static <R extends Result> ScenarioReport<R> of(String title, Map<String, String> settings, List<R> results) {
        return new ScenarioReport<>(
                title,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                BenchVersion.text(),
                new TreeMap<>(settings),
                Machine.description(),
                results);
    }

    /** Whether all held in all scenarios. */
    public boolean holds() {
        return results.stream().allMatch(Result::holds);
    }
}
