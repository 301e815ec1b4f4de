package io.mqttproxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.RouteConfig;
import io.mqttproxy.publish.Qos;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FilterTreeTest {
    private static final List<String> LEVELS = List.of("a", "b", "", "$x", "AaAa", "BBBB", "AaBB");

    /** Compares the tree with trying one rule after the other; some of the levels have equal hash codes. */
    @RepeatedTest(200)
    void theTreeFindsTheSameRuleAsTryingEachRuleInTurn(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> filters = IntStream.range(0, 1 + random.nextInt(40))
                .mapToObj(i -> filter(random))
                .toList();
        RuleRouter router = Rules.router(IntStream.range(0, filters.size())
                .mapToObj(i -> filters.get(i) + "=k-" + i)
                .toArray(String[]::new));
        for (int i = 0; i < 50; i++) {
            String topic = String.join("/", randomLevels(random));
            assertEquals(expected(filters, topic), Rules.route(router, topic), () -> topic + " in " + filters);
        }
    }

    private static String filter(Random random) {
        List<String> levels = randomLevels(random);
        levels.replaceAll(level -> random.nextInt(3) == 0 ? "+" : level);
        if (random.nextInt(4) == 0) {
            levels.add("#");
        }
        String filter = String.join("/", levels);
        return filter.isEmpty() ? "+" : filter;
    }

    private static List<String> randomLevels(Random random) {
        List<String> levels = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            levels.add(LEVELS.get(random.nextInt(LEVELS.size())));
        }
        return levels;
    }

    private static String expected(List<String> filters, String topic) {
        for (int i = 0; i < filters.size(); i++) {
            String filter = filters.get(i);
            boolean hidden = topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"));
            String regex = filter.replace("$", "\\$").replace("+", "[^/]*").replaceAll("/#$", "(/.*)?");
            if (!hidden && Pattern.matches(regex, topic)) {
                return "k-" + i + " pump-7";
            }
        }
        return "no-route";
    }

    @Test
    void tenThousandRulesAreAllFound() {
        FilterTree tree = new FilterTree(routes(10_000));
        for (int i = 0; i < 10_000; i++) {
            assertEquals(i, tree.firstMatch("site/" + i + "/temperature", Qos.AT_MOST_ONCE, false));
        }
        assertEquals(FilterTree.NONE, tree.firstMatch("site/10000/temperature", Qos.AT_MOST_ONCE, false));
    }

    private static List<Route> routes(int count) {
        RouteCompiler compiler = new RouteCompiler(HeadersConfig.ALL, "route");
        return IntStream.range(0, count)
                .mapToObj(i -> compiler.compile(i, RouteConfig.of("site/" + i + "/#", "k"), new LongAdder()))
                .toList();
    }
}
