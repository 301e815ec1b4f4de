package io.mqttproxy.bench.report;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that a comparison has shown.
 *
 * @param started ISO 8601
 * @param version of the tool
 * @param machine where it ran
 * @param settings of the load, in order
 * @param targets in the order given; ratios are to the first
 */
public record CompareReport(
        String title,
        String started,
        String version,
        String machine,
        Map<String, String> settings,
        List<Target> targets)
        implements Report {

    /**
     * One target's results.
     *
     * @param process what was measured, empty when it is not on this machine
     * @param rounds in turn with those of the other targets
     * @param figures over all rounds, by name
     * @param latency of the last round
     */
    public record Target(
            String name, String address, String process, List<Round> rounds, List<Figure> figures, Latency latency) {

        /** Messages lost in all rounds. */
        long lost() {
            return rounds.stream().mapToLong(Round::lost).sum();
        }
    }

    /**
     * One round of one target.
     *
     * @param lost messages never acknowledged, refused, or never sent
     * @param cpuSecondsPerMillion 0 when unknown
     * @param rssBytesPeak 0 when unknown
     */
    public record Round(
            double messagesPerSecond,
            double p50,
            double p99,
            double p999,
            double cpuSecondsPerMillion,
            long rssBytesPeak,
            long lost) {

        /** What counts of a whole report. */
        public static Round of(LoadReport report) {
            TargetCost cost = report.target();
            LoadReport.Counts counts = report.counts();
            return new Round(
                    report.messagesPerSecond(),
                    report.latency().p50(),
                    report.latency().p99(),
                    report.latency().p999(),
                    cost == null ? 0 : cost.cpuSecondsPerMillion(),
                    cost == null ? 0 : cost.rssBytesPeak(),
                    counts.unacknowledged() + counts.refused() + counts.unsent());
        }
    }

    /**
     * One figure over all rounds in which it is known; 0 when it never is.
     *
     * @param ratio median of the ratios to the first target, each within one round; 0 when unknown
     */
    public record Figure(String name, double median, double least, double most, double ratio) {}

    /** @param zeroIsUnknown whether a round in which it is 0 has no such figure */
    private record Measure(String name, ToDoubleFunction<Round> value, boolean zeroIsUnknown) {
        Measure(String name, ToDoubleFunction<Round> value) {
            this(name, value, true);
        }

        double of(Round round) {
            return value.applyAsDouble(round);
        }

        boolean isKnown(Round round) {
            return !zeroIsUnknown || of(round) > 0;
        }
    }

    private static final Measure STORED = new Measure("messages per second", Round::messagesPerSecond, false);
    private static final Measure SENT = new Measure("sent per second", Round::messagesPerSecond, false);

    private static final List<Measure> OTHERS = List.of(
            new Measure("p50 ms", Round::p50),
            new Measure("p99 ms", Round::p99),
            new Measure("p99.9 ms", Round::p999),
            new Measure("CPU s per million", Round::cpuSecondsPerMillion),
            new Measure("RSS MiB, most", round -> round.rssBytesPeak() / 1048576.0));

    /** The figures of one target's rounds, which belong to the first target's one by one. */
    public static List<Figure> figures(List<Round> rounds, List<Round> first, int qos) {
        return Stream.concat(Stream.of(qos == 0 ? SENT : STORED), OTHERS.stream())
                .map(measure -> figure(measure, rounds, first))
                .toList();
    }

    private static Figure figure(Measure measure, List<Round> rounds, List<Round> first) {
        double[] values = rounds.stream()
                .filter(measure::isKnown)
                .mapToDouble(measure::of)
                .sorted()
                .toArray();
        if (values.length == 0) {
            return new Figure(measure.name(), 0, 0, 0, 0);
        }
        double[] ratios = IntStream.range(0, Math.min(rounds.size(), first.size()))
                .filter(round -> measure.isKnown(rounds.get(round)) && measure.of(first.get(round)) > 0)
                .mapToDouble(round -> measure.of(rounds.get(round)) / measure.of(first.get(round)))
                .sorted()
                .toArray();
        return new Figure(measure.name(), median(values), values[0], values[values.length - 1], median(ratios));
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
