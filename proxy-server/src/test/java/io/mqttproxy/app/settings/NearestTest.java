package io.mqttproxy.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertEquals(meant, Nearest.to(unknown, NAMES));
    }

    @Test
    void swappedNeighboursAreOneMistake() {
        assertEquals("route", Nearest.to("ruote", List.of("rut", "ruoxx", "route")));
    }
}
