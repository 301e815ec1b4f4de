package io.mqttproxy.bench.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({"250us, PT0.00025S", "500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "2h, PT2H"})
    void aDurationIsANumberAndItsUnit(String text, Duration meant) {
        assertEquals(meant, new DurationConverter().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "5 s"})
    void anythingElseIsNotADuration(String text) {
        assertThrows(TypeConversionException.class, () -> new DurationConverter().convert(text));
    }
}
