package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.report.OverloadResult.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * One device publishes as fast as it can next to polite ones, in many short turns with and without it. A machine is never the
 * same for long, so each turn with it is compared with the turn before, and the median of these ratios counts.
 *
 * @param size of its payloads in bytes
 */
record GreedyDevice(int size) implements Overload {
    private static final int POLITE = 50;
    private static final double POLITE_RATE = 10;
    private static final int POLITE_SIZE = 100;
    private static final int WINDOW = 4_000;
    private static final int TURNS = 11;
    private static final int TURNS_PER_OUTAGE = 5;
    private static final double MOST_RATIO = 2;
    private static final Duration SETTLING = Duration.ofSeconds(1);

    /** Milliseconds that half, and 99 of 100, messages took at most to be acknowledged. */
    record Wait(double p50, double p99) {
        /** What has come to be acknowledged in a turn: whoever waits for longer than that is not in the histogram. */
        static Wait of(Histogram micros, Duration turn) {
            return new Wait(millis(micros, 50, turn), millis(micros, 99, turn));
        }

        private static double millis(Histogram micros, double percentile, Duration turn) {
            double due = POLITE * POLITE_RATE * turn.toMillis() / 1e3;
            double millis = micros.getValueAtPercentile(percentile) / 1e3;
            boolean acknowledged = micros.getTotalCount() >= due * percentile / 100;
            return acknowledged ? millis : Math.max(millis, turn.toNanos() / 1e6);
        }
    }

    private record Turn(Wait alone, Wait besides, double greedyPerSecond) {
        double ratio() {
            return besides.p99() / alone.p99();
        }
    }

    @Override
    public List<Check> run(Stage stage) throws InterruptedException {
        try (Devices polite = new Devices(
                stage, false, "polite", POLITE, WINDOW, POLITE_SIZE, Devices.steady(POLITE * POLITE_RATE))) {
            polite.connect().publish();
            List<Turn> turns = new ArrayList<>();
            // The first one warms up, and is left out.
            for (int turn = 0; turn <= TURNS; turn++) {
                turns.add(turn(stage, polite));
            }
            boolean settled = polite.settle();
            return checks(turns.subList(1, turns.size()), settled);
        }
    }

    private Turn turn(Stage stage, Devices polite) throws InterruptedException {
        Wait alone = politeWait(stage, polite);
        try (Devices greedy =
                new Devices(stage, false, "greedy", 1, WINDOW, size, Devices.asFastAsPossible(Long.MAX_VALUE))) {
            greedy.connect().publish();
            long start = System.nanoTime();
            Wait besides = politeWait(stage, polite);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Turn(alone, besides, greedy.meter().acknowledged() / seconds);
        }
    }

    private static Wait politeWait(Stage stage, Devices polite) throws InterruptedException {
        stage.waiting().hold(SETTLING);
        polite.meter().takeAcknowledgementMicros();
        Duration turn = stage.plan().outage().dividedBy(TURNS_PER_OUTAGE);
        stage.waiting().hold(turn);
        return Wait.of(polite.meter().takeAcknowledgementMicros(), turn);
    }

    private static List<Check> checks(List<Turn> turns, boolean settled) {
        double ratio = median(turns, Turn::ratio);
        String ratios = turns.stream()
                .map(turn -> String.format(Locale.ROOT, "%.1f", turn.ratio()))
                .collect(Collectors.joining(" "));
        return List.of(
                new Check("greedy", String.format("%,.0f msg/s", median(turns, Turn::greedyPerSecond)), true),
                wait("polite without it", turns, Turn::alone),
                wait("polite next to it", turns, Turn::besides),
                new Check("p99, ratio", String.format("%.2f (turns: %s)", ratio, ratios), ratio <= MOST_RATIO),
                new Check("polite acknowledged", settled ? "all" : "not all", settled));
    }

    private static Check wait(String name, List<Turn> turns, Function<Turn, Wait> part) {
        double p50 = median(turns, turn -> part.apply(turn).p50());
        double p99 = median(turns, turn -> part.apply(turn).p99());
        return new Check(name, String.format("p50 %.1f ms, p99 %.1f ms", p50, p99), true);
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return turns.stream().mapToDouble(figure).sorted().toArray()[turns.size() / 2];
    }
}
