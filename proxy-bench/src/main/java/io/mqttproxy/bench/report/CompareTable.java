package io.mqttproxy.bench.report;

import io.mqttproxy.bench.report.CompareReport.Figure;
import io.mqttproxy.bench.report.CompareReport.Target;
import io.mqttproxy.bench.terminal.Style;
import io.mqttproxy.bench.terminal.Terminal;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** A comparison for the terminal: a column for each target, medians with the least and the most, and ratios. */
public final class CompareTable {
    private static final int NAME_WIDTH = 20;
    private static final int WIDTH = 34;

    private CompareTable() {}

    /** One round on one line. */
    public static String round(List<String> names, List<LoadReport> reports, Terminal terminal) {
        StringJoiner line = new StringJoiner("   ");
        IntStream.range(0, names.size()).forEach(index -> {
            CompareReport.Round round = CompareReport.Round.of(reports.get(index));
            line.add(String.format(
                    "%s %,.0f msg/s, p99 %.2f ms, %.2f CPU-s/M%s",
                    names.get(index),
                    round.messagesPerSecond(),
                    round.p99(),
                    round.cpuSecondsPerMillion(),
                    round.lost() == 0
                            ? ""
                            : ", " + terminal.style(Style.RED, String.format("%,d lost", round.lost()))));
        });
        return line.toString();
    }

    public static String of(CompareReport report, Terminal terminal) {
        StringBuilder table = new StringBuilder("\n" + " ".repeat(NAME_WIDTH));
        for (Target target : report.targets()) {
            table.append(terminal.style(Style.BOLD, pad(target.name())));
        }
        for (int row = 0; row < report.targets().get(0).figures().size(); row++) {
            table.append(name(report.targets().get(0).figures().get(row).name()));
            for (int column = 0; column < report.targets().size(); column++) {
                Figure figure = report.targets().get(column).figures().get(row);
                table.append(pad(text(figure, column > 0 && figure.ratio() > 0)));
            }
        }
        return table.append(lost(report.targets(), terminal)).toString();
    }

    private static String lost(List<Target> targets, Terminal terminal) {
        if (targets.stream().allMatch(target -> target.lost() == 0)) {
            return "";
        }
        StringBuilder row = new StringBuilder(name("lost messages"));
        for (Target target : targets) {
            String lost = pad(String.format("%,d", target.lost()));
            row.append(target.lost() == 0 ? lost : terminal.style(Style.RED, lost));
        }
        return row.toString();
    }

    private static String name(String name) {
        return "\n" + name + " ".repeat(NAME_WIDTH - name.length());
    }

    private static String text(Figure figure, boolean withRatio) {
        if (figure.most() == 0) {
            return "unknown";
        }
        String ratio = withRatio ? String.format("  × %.2f", figure.ratio()) : "";
        return number(figure.median()) + " (" + number(figure.least()) + " – " + number(figure.most()) + ")" + ratio;
    }

    private static String number(double value) {
        return String.format(value < 100 ? "%,.2f" : "%,.0f", value);
    }

    private static String pad(String text) {
        return text + " ".repeat(Math.max(1, WIDTH - text.length()));
    }
}
