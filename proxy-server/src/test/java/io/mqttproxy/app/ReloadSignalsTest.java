package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReloadSignalsTest {
    private final ReloadSignals signals = new ReloadSignals();
    private final List<String> reloads = new ArrayList<>();

    @Test
    void eachSignalReloads() {
        signals.deliverTo(() -> reloads.add("reload"));
        assertEquals(List.of(), reloads);

        signals.onSignal();
        signals.onSignal();

        assertEquals(List.of("reload", "reload"), reloads);
    }

    @Test
    void signalsDuringTheStartReloadOnceAfterIt() {
        signals.onSignal();
        signals.onSignal();

        signals.deliverTo(() -> reloads.add("reload"));

        assertEquals(List.of("reload"), reloads);
    }
}
