package io.mqttproxy.bench.overload;

import io.mqttproxy.bench.report.OverloadResult.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * One device publishes as fast as it can next to polite ones, in turns with and without it. The machine is never the same for
 * long, so each turn with it is compared with the turn before it, and the median of these ratios counts.
 */
final class GreedyDevice implements Overload {
    private static final int POLITE = 50;
    private static final double POLITE_RATE = 10;
    private static final int POLITE_SIZE = 100;
    private static final int WINDOW = 4_000;
    private static final int SIZE = 1_024;
    private static final int TURNS = 5;
    private static final double MOST_RATIO = 2;
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private record Turn(double politeAlone, double politeBesides, double greedyPerSecond) {
        double ratio() {
            return politeBesides / politeAlone;
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

    private static Turn turn(Stage stage, Devices polite) throws InterruptedException {
        double alone = p99Millis(stage, polite);
        try (Devices greedy =
                new Devices(stage, false, "greedy", 1, WINDOW, SIZE, Devices.asFastAsPossible(Long.MAX_VALUE))) {
            greedy.connect().publish();
            long start = System.nanoTime();
            double besides = p99Millis(stage, polite);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Turn(alone, besides, greedy.meter().acknowledged() / seconds);
        }
    }

    private static double p99Millis(Stage stage, Devices polite) throws InterruptedException {
        stage.waiting().hold(SETTLING);
        polite.meter().takeAcknowledgementMicros();
        stage.waiting().hold(stage.plan().outage());
        Histogram micros = polite.meter().takeAcknowledgementMicros();
        return micros.getValueAtPercentile(99) / 1e3;
    }

    private static List<Check> checks(List<Turn> turns, boolean settled) {
        List<Check> checks = new ArrayList<>();
        for (Turn turn : turns) {
            checks.add(new Check(
                    "polite p99",
                    String.format(
                            "%.1f ms alone, %.1f ms next to %,.0f msg/s, %.2f times",
                            turn.politeAlone(), turn.politeBesides(), turn.greedyPerSecond(), turn.ratio()),
                    true));
        }
        double median = turns.stream().mapToDouble(Turn::ratio).sorted().toArray()[turns.size() / 2];
        checks.add(new Check("median ratio", String.format("%.2f", median), median <= MOST_RATIO));
        checks.add(new Check("all acknowledged", settled ? "yes" : "no", settled));
        return checks;
    }
}
