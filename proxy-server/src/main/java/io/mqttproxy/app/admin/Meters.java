package io.mqttproxy.app.admin;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The proxy's own meters by name, found in one pass: a producer with many topics registers ten thousands of others. */
final class Meters {
    private static final String PREFIX = "mqtt.proxy.";

    private final Map<String, List<Meter>> byName = new HashMap<>();

    /** What is registered now; values are read when they are asked for. */
    Meters(MeterRegistry registry) {
        registry.forEachMeter(meter -> {
            String name = meter.getId().getName();
            if (name.startsWith(PREFIX)) {
                byName.computeIfAbsent(name.substring(PREFIX.length()), any -> new ArrayList<>())
                        .add(meter);
            }
        });
    }

    /** Over all tags. */
    double sum(String name) {
        return named(name).stream().mapToDouble(Meters::value).sum();
    }

    /** The sum for each value of a tag, in alphabetical order. */
    Map<String, Double> byTag(String name, String tag) {
        Map<String, Double> sums = new TreeMap<>();
        named(name).forEach(meter -> sums.merge(tagOf(meter, tag), value(meter), Double::sum));
        return sums;
    }

    /** Every meter of that name. */
    List<Meter> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    static String tagOf(Meter meter, String tag) {
        return Objects.requireNonNullElse(meter.getId().getTag(tag), "");
    }

    /** Of a counter or a gauge, which measure one thing. */
    static double value(Meter meter) {
        return meter.measure().iterator().next().getValue();
    }
}
