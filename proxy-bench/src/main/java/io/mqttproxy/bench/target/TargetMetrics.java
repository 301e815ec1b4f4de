package io.mqttproxy.bench.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads memory, garbage collection and counters from the Prometheus pages of the target, by the names that Micrometer gives them. */
public final class TargetMetrics {
    private static final int PATIENCE_MILLIS = 1_000;
    private static final String HEAP = "jvm_memory_used_bytes";

    private final List<URI> pages;

    private TargetMetrics(List<URI> pages) {
        this.pages = pages;
    }

    /**
     * Reads the pages once.
     *
     * @param pages of one replica each; what they say is added up
     * @throws IllegalArgumentException when one cannot be read, or does not speak of a Java virtual machine
     */
    public static TargetMetrics of(List<URI> pages) {
        for (URI page : pages) {
            if (!firstText(page).contains(HEAP)) {
                throw new IllegalArgumentException("target-metrics: " + page + " has no " + HEAP);
            }
        }
        return new TargetMetrics(pages);
    }

    /**
     * The current values, {@code null} when a page does not answer. Blocks for up to two seconds per
     * page.
     */
    public @Nullable JvmUsage read() {
        JvmUsage sum = new JvmUsage(0, 0, 0, 0);
        try {
            for (URI page : pages) {
                sum = sum.plus(parse(text(page)));
            }
            return sum;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * The series of a metric that have only this label, those that are 0 left out: label value to count.
     *
     * @throws UncheckedIOException when a page does not answer
     */
    public Map<String, Long> counts(String metric, String label) {
        Map<String, Long> counts = new TreeMap<>();
        Pattern series = Pattern.compile("^" + metric + "\\{" + label + "=\"([^\"]*)\"\\} (\\S+)$", Pattern.MULTILINE);
        try {
            for (URI page : pages) {
                series.matcher(text(page))
                        .results()
                        .filter(found -> Double.parseDouble(found.group(2)) > 0)
                        .forEach(found ->
                                counts.merge(found.group(1), (long) Double.parseDouble(found.group(2)), Long::sum));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("target-metrics: " + e.getMessage(), e);
        }
        return counts;
    }

    private static String firstText(URI page) {
        try {
            return text(page);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("target-metrics: cannot read " + page + ": " + e.getMessage(), e);
        }
    }

    private static String text(URI page) throws IOException {
        URLConnection connection = page.toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try (InputStream stream = connection.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** From the text format of Prometheus. */
    static JvmUsage parse(String page) {
        return new JvmUsage(
                (long) sum(page, HEAP + "{", "area=\"heap\""),
                (long) (sum(page, "netty_allocator_memory_used{", "memory_type=\"direct\"")
                        + sum(page, "jvm_buffer_memory_used_bytes{", "id=\"direct\"")),
                (long) sum(page, "jvm_gc_pause_seconds_count", ""),
                sum(page, "jvm_gc_pause_seconds_sum", ""));
    }

    private static double sum(String page, String start, String label) {
        return page.lines()
                .filter(line -> line.startsWith(start) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
