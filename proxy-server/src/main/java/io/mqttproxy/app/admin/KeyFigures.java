package io.mqttproxy.app.admin;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Timer;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** The proxy's own meters, each as one number: the sum over its tags. */
final class KeyFigures {
    private static final String PREFIX = "mqtt.proxy.";

    /**
     * One line of the status page.
     *
     * @param name as in the metrics' documentation, without prefix
     */
    record Figure(String name, String value, String description) {}

    private KeyFigures() {}

    static List<Figure> of(MeterRegistry registry) {
        Map<String, List<Meter>> byName = new TreeMap<>();
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(PREFIX))
                .forEach(meter -> byName.computeIfAbsent(meter.getId().getName(), name -> new ArrayList<>())
                        .add(meter));
        List<Figure> figures = new ArrayList<>();
        byName.forEach((name, meters) -> figures.add(new Figure(
                name.substring(PREFIX.length()).replace('.', ' '),
                value(meters),
                Objects.requireNonNullElse(meters.get(0).getId().getDescription(), ""))));
        return figures;
    }

    private static String value(List<Meter> meters) {
        if (meters.get(0) instanceof Timer timer) {
            return number(timer.mean(TimeUnit.MILLISECONDS)) + " ms mean, " + number(timer.max(TimeUnit.MILLISECONDS))
                    + " ms max";
        }
        String unit = meters.get(0).getId().getBaseUnit();
        return number(meters.stream().mapToDouble(KeyFigures::total).sum()) + (unit == null ? "" : " " + unit);
    }

    private static double total(Meter meter) {
        return StreamSupport.stream(meter.measure().spliterator(), false)
                .filter(measurement -> measurement.getStatistic() != Statistic.MAX)
                .mapToDouble(measurement -> measurement.getValue())
                .sum();
    }

    private static String number(double value) {
        return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
