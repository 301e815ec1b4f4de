package io.mqttproxy.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class CompareTargetTest {
    private final CompareTarget.Converter converter = new CompareTarget.Converter();

    @Test
    void aTargetIsANameAnAddressAndPerhapsProcesses() {
        assertEquals(
                new CompareTarget("ours", "mqtt://localhost:1883", List.of()),
                converter.convert("ours=mqtt://localhost:1883"));
        assertEquals(
                new CompareTarget("ours", "mqtt://localhost:1883", List.of(42L, 43L)),
                converter.convert("ours=mqtt://localhost:1883,42,43"));
        assertTrue(converter.convert("producer=kafka://localhost:9092/baseline").isProducer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://localhost:1883",
                "=mqtt://localhost",
                "a=kafka://localhost:9092",
                "a=b,c",
                "a=kafka://localhost:9092/t?headers=some"
            })
    void anythingElseIsNotATarget(String text) {
        assertThrows(TypeConversionException.class, () -> converter.convert(text));
    }
}
