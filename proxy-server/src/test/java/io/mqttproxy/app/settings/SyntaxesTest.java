package io.mqttproxy.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxesTest {

    @ParameterizedTest
    @CsvSource({"0,0", "512,512", "512B,512", "256KiB,262144", "1MiB,1048576", "1GiB,1073741824"})
    void sizesAreBytesWithBinaryUnits(String text, int bytes) {
        assertEquals(bytes, parse(Syntaxes.SIZE, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1KB", "1 KiB", "1kib", "-1", "1.5MiB", "2GiB", "9999999999GiB", "99999999999", "KiB"})
    void otherSizesAreRefused(String text) {
        assertRefused("'" + text + "' is not a size such as 65536, 256KiB or 1MiB, below 2GiB", Syntaxes.SIZE, text);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0s,0", "500ms,500", "30s,30000", "5m,300000", "1h,3600000", "2d,172800000"})
    void durationsHaveAUnit(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), parse(Syntaxes.DURATION, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "5 m", "1w", "-1s", "1.5h", "PT5S"})
    void otherDurationsAreRefused(String text) {
        assertRefused("'" + text + "' is not a duration such as 500ms, 30s, 5m or 1h", Syntaxes.DURATION, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1ms", "90s", "5m", "25h", "1d"})
    void durationsAreWrittenAsTheyAreRead(String text) {
        assertEquals(text, Syntaxes.DURATION.format(parse(Syntaxes.DURATION, text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1023", "1KiB", "3MiB", "1GiB", "1025"})
    void sizesAreWrittenAsTheyAreRead(String text) {
        assertEquals(text, Syntaxes.SIZE.format(parse(Syntaxes.SIZE, text)));
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "1,1,1", "0.01,0.01,0.01", "1%,0.01,0.01", "0.1%,0.001,0.001", "100%,1,1"})
    void sharesAreNumbersOrPercent(String text, double share, String written) {
        assertEquals(share, parse(Syntaxes.SHARE, text));
        assertEquals(written, Syntaxes.SHARE.format(share));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "101%", "10 percent", "%", "NaN", "Infinity"})
    void otherSharesAreRefused(String text) {
        assertRefused("'" + text + "' is not a number from 0 to 1, or from 0% to 100%", Syntaxes.SHARE, text);
    }

    @Test
    void secondsAreWhole() {
        assertEquals(300, parse(Syntaxes.SECONDS, "5m"));
        assertEquals("5m", Syntaxes.SECONDS.format(300));
        assertRefused("'1500ms' is not a duration in whole seconds such as 30s, 5m or 1h", Syntaxes.SECONDS, "1500ms");
    }

    @Test
    void countsStartAtZero() {
        assertEquals(0, parse(Syntaxes.COUNT, "0"));
        assertRefused("'-1' is not a whole number from 0 to 2147483647", Syntaxes.COUNT, "-1");
    }

    @Test
    void choicesAreWordsInLowerCaseWithDashes() {
        Syntax<TimeUnit> syntax = Syntaxes.choice(TimeUnit.class);
        assertEquals(TimeUnit.SECONDS, parse(syntax, "seconds"));
        assertRefused(
                "'SECONDS' is not nanoseconds or microseconds or milliseconds or seconds or minutes or hours or days",
                syntax,
                "SECONDS");
    }

    @Test
    void noneSwitchesOff() {
        assertEquals(Optional.empty(), parse(Syntaxes.TEXT_OR_NONE, "none"));
        assertEquals(Optional.of("None"), parse(Syntaxes.TEXT_OR_NONE, "None"));
        assertEquals("none", Syntaxes.TEXT_OR_NONE.format(Optional.empty()));
    }

    @Test
    void aPairIsSplitAtItsFirstEqualsSign() {
        assertEquals(Map.entry("a", "b=c"), parse(Syntaxes.PAIR, "a=b=c"));
        assertEquals(Map.entry("a", ""), parse(Syntaxes.PAIR, " a = "));
        assertRefused("must be written as key=value", Syntaxes.PAIR, "=b");
    }

    @Test
    void aMappingIsNoText() {
        BadValueException refused =
                assertThrows(BadValueException.class, () -> Syntaxes.COUNT.parse(new Raw.Fields(Map.of(), "here")));
        assertEquals("must be a whole number from 0 to 2147483647, not a mapping", refused.getMessage());
    }

    private static <T> T parse(Syntax<T> syntax, String text) {
        return syntax.parse(new Raw.Text(text, "here"));
    }

    private static void assertRefused(String message, Syntax<?> syntax, String text) {
        assertEquals(
                message,
                assertThrows(BadValueException.class, () -> parse(syntax, text)).getMessage());
    }
}
