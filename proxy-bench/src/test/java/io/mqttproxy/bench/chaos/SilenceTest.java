package io.mqttproxy.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SilenceTest {
    private final Silence silence = new Silence();

    @Test
    void timeWithNothingToWaitForIsNotSilence() {
        silence.begin(100);
        silence.end(110, true);
        silence.begin(500);
        silence.end(505, true);

        assertEquals(10, silence.longest(1_000));
    }

    @Test
    void anAcknowledgementEndsTheSilenceEvenIfMoreAreAwaited() {
        silence.begin(100);
        silence.end(150, false);
        silence.begin(160);
        silence.end(180, true);

        assertEquals(50, silence.longest(1_000));
    }

    @Test
    void anOngoingSilenceCounts() {
        silence.begin(100);

        assertEquals(900, silence.longest(1_000));
        assertFalse(silence.wasBrokenAfter(0));
    }

    @Test
    void onlyAnAcknowledgementBreaksTheSilence() {
        silence.begin(100);
        silence.end(150, true);
        silence.begin(300);

        assertTrue(silence.wasBrokenAfter(149));
        assertFalse(silence.wasBrokenAfter(200));
    }
}
