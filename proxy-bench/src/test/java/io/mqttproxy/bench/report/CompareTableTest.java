package io.mqttproxy.bench.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.report.CompareReport.Round;
import io.mqttproxy.bench.report.CompareReport.Target;
import io.mqttproxy.bench.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class CompareTableTest {
    @Test
    void lostMessagesOfAllRoundsAreARow() {
        String table = table(target("ours", 0, 0), target("theirs", 1_000, 234));

        assertTrue(table.matches("(?s).*\nlost messages +0 +1,234 *"), table);
    }

    @Test
    void withoutLossesThereIsNoSuchRow() {
        assertFalse(table(target("ours", 0, 0)).contains("lost"));
    }

    private static String table(Target... targets) {
        return CompareTable.of(new CompareReport("", "", "", "", Map.of(), List.of(targets)), Terminal.NONE);
    }

    private static Target target(String name, long... lost) {
        List<Round> rounds = LongStream.of(lost)
                .mapToObj(count -> new Round(1_000, 1, 2, 3, 4, 5, count))
                .toList();
        return new Target(name, "", "", rounds, CompareReport.figures(rounds, rounds, 1), Latency.of(new Histogram(3)));
    }
}
