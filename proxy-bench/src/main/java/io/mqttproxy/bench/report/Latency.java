package io.mqttproxy.bench.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Durations in milliseconds.
 *
 * @param distribution points of the cumulative distribution, denser towards the end
 */
public record Latency(
        long count,
        double mean,
        double p50,
        double p90,
        double p99,
        double p999,
        double max,
        List<Point> distribution) {

    private static final double MICROS_PER_MILLI = 1_000;
    private static final int STEPS_PER_HALF = 5;

    /**
     * One point of the distribution.
     *
     * @param percentile from 0 to 100
     * @param millis that this share of all values does not exceed
     */
    public record Point(double percentile, double millis) {}

    /** From a histogram of microseconds. */
    public static Latency of(Histogram micros) {
        return new Latency(
                micros.getTotalCount(),
                micros.getMean() / MICROS_PER_MILLI,
                millis(micros, 50),
                millis(micros, 90),
                millis(micros, 99),
                millis(micros, 99.9),
                micros.getMaxValue() / MICROS_PER_MILLI,
                distribution(micros));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    private static List<Point> distribution(Histogram micros) {
        List<Point> points = new ArrayList<>();
        for (HistogramIterationValue value : micros.percentiles(STEPS_PER_HALF)) {
            points.add(new Point(value.getPercentileLevelIteratedTo(), value.getValueIteratedTo() / MICROS_PER_MILLI));
        }
        return points;
    }
}
