package io.mqttproxy.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Looks for what a PromQL expression asks for that no scrape has. Reads names only; promtool knows the grammar. */
final class PromQuery {
    private static final Pattern NOT_NAMES = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^]]*]|\\b\\d[\\w.]*");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-zA-Z_]\\w*+)(?!\\s*\\()\\s*(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> NOT_METRICS = Set.of("and", "or", "unless", "bool", "offset", "up");

    /** Put on every series by Prometheus itself. */
    private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

    private final MetricsScrape scrape;
    private final List<String> unknown = new ArrayList<>();

    private PromQuery(MetricsScrape scrape) {
        this.scrape = scrape;
    }

    /** One line for each metric or label that does not exist; none when all is well. */
    static List<String> unknownNames(String expression, MetricsScrape scrape) {
        PromQuery query = new PromQuery(scrape);
        query.read(NOT_NAMES.matcher(expression).replaceAll(""));
        return query.unknown;
    }

    private void read(String names) {
        List<MatchResult> selectors = SELECTOR.matcher(GROUPING.matcher(names).replaceAll(""))
                .results()
                .filter(selector -> !NOT_METRICS.contains(selector.group(1)))
                .toList();
        List<String> metrics =
                selectors.stream().map(selector -> selector.group(1)).toList();
        metrics.stream().filter(metric -> !scrape.samples.containsKey(metric)).forEach(unknown::add);
        for (MatchResult selector : selectors) {
            if (selector.group(2) != null) {
                MATCHER.matcher(selector.group(2))
                        .results()
                        .forEach(matcher -> expect(matcher.group(1), List.of(selector.group(1))));
            }
        }
        GROUPING.matcher(names)
                .results()
                .flatMap(grouping -> List.of(grouping.group(1).split(",")).stream())
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .forEach(label -> expect(label, metrics));
    }

    private void expect(String label, List<String> metrics) {
        if (!TARGET_LABELS.contains(label)
                && metrics.stream().noneMatch(metric -> scrape.labels(metric).contains(label))) {
            unknown.add(label + " of " + metrics);
        }
    }
}
