package io.mqttproxy.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.bench.report.CompareReport.Figure;
import io.mqttproxy.bench.report.CompareReport.Round;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CompareReportTest {
    @Test
    void aFigureIsTheMedianWithItsExtremes() {
        Figure cpu = cpu(rounds(3, 9, 5), rounds(1, 1, 1));

        assertEquals(5, cpu.median());
        assertEquals(3, cpu.least());
        assertEquals(9, cpu.most());
    }

    @Test
    void ratiosAreTakenWithinARoundBecauseRoundsDifferByNoise() {
        // In the second round the machine was three times as slow for both.
        Figure cpu = cpu(rounds(2, 6, 2), rounds(1, 3, 1));

        assertEquals(2, cpu.ratio());
    }

    @Test
    void anUnknownFigureHasNoRatio() {
        assertEquals(0, cpu(rounds(2, 2), rounds(0, 0)).ratio());
    }

    @Test
    void aRoundInWhichAFigureIsUnknownIsLeftOut() {
        Figure cpu = cpu(rounds(0, 4, 4), rounds(2, 2, 2));

        assertEquals(4, cpu.least());
        assertEquals(4, cpu.median());
        assertEquals(2, cpu.ratio());
        assertEquals(0, cpu(rounds(0, 0), rounds(2, 2)).most());
    }

    @Test
    void ofQosZeroItIsSaidThatMessagesWereOnlySent() {
        assertEquals("messages per second", rateName(1));
        assertEquals("sent per second", rateName(0));
    }

    private static String rateName(int qos) {
        return CompareReport.figures(rounds(1), rounds(1), qos).get(0).name();
    }

    private static Figure cpu(List<Round> rounds, List<Round> first) {
        return CompareReport.figures(rounds, first, 1).stream()
                .filter(figure -> figure.name().equals("CPU s per million"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Round> rounds(double... cpuSecondsPerMillion) {
        return DoubleStream.of(cpuSecondsPerMillion)
                .mapToObj(cpu -> new Round(1_000, 1, 2, 3, cpu, 0, 0))
                .toList();
    }
}
