package io.mqttproxy.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class CompareTargetTest {
    private final CompareTarget.Converter converter = new CompareTarget.Converter();

    @Test
    void aTargetIsANameAnAddressAndPerhapsAProcess() {
        assertEquals(
                new CompareTarget("ours", "mqtt://localhost:1883", null),
                converter.convert("ours=mqtt://localhost:1883"));
        assertEquals(
                new CompareTarget("ours", "mqtt://localhost:1883", 42L),
                converter.convert("ours=mqtt://localhost:1883,42"));
        assertTrue(converter.convert("producer=kafka://localhost:9092/baseline").isProducer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt://localhost:1883", "=mqtt://localhost", "a=kafka://localhost:9092", "a=b,c"})
    void anythingElseIsNoTarget(String text) {
        assertThrows(TypeConversionException.class, () -> converter.convert(text));
    }
}
