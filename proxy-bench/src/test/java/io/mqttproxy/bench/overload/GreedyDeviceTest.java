package io.mqttproxy.bench.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttproxy.bench.overload.GreedyDevice.Wait;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Polite devices send 500 messages a second. */
class GreedyDeviceTest {
    private static final Duration TURN = Duration.ofSeconds(2);

    @Test
    void aTurnIsMeasuredByItsAcknowledgements() {
        assertEquals(new Wait(5, 5), Wait.of(acknowledgements(990), TURN));
    }

    @Test
    void aMessageWithoutAnAcknowledgementCountsAsTheWholeTurn() {
        assertEquals(new Wait(5, 2_000), Wait.of(acknowledgements(989), TURN));
        assertEquals(new Wait(2_000, 2_000), Wait.of(acknowledgements(0), TURN));
    }

    private static Histogram acknowledgements(int count) {
        Histogram micros = new Histogram(5);
        micros.recordValueWithCount(5_000, count);
        return micros;
    }
}
