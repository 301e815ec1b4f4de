package io.mqttproxy.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
    private static final List<String> NAMES = List.of("listen", "max-connections", "max-packet-size", "drain-rate");

    @ParameterizedTest
    @CsvSource({
        "lisen,listen",
        "litsen,listen",
        "maxPacketSize,max-packet-size",
        "MAX_PACKET_SIZE,max-packet-size",
        "max.conections,max-connections",
        "drainage,drain-rate"
    })
    void findsWhatWasMeant(String unknown, String meant) {
        assertEquals("; did you mean " + meant + "?", Nearest.hint(unknown, NAMES));
    }

    @Test
    void swappedNeighboursAreOneMistake() {
        assertEquals("; did you mean route?", Nearest.hint("ruote", List.of("rut", "ruoxx", "route")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "quos", "kafka"})
    void whatIsFarFromEverythingHasNoHint(String unknown) {
        assertEquals("", Nearest.hint(unknown, NAMES));
        assertEquals("", Nearest.hint(unknown, List.of()));
    }
}
