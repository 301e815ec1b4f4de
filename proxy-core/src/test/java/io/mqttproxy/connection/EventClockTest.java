package io.mqttproxy.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EventClockTest {
    private long now = 100;
    private final EventClock clock = new EventClock(() -> now);

    @Test
    void anEventHasOneTime() {
        assertEquals(100, clock.nanos());
        now = 200;
        assertEquals(100, clock.nanos());
    }

    @Test
    void theNextEventHasItsOwn() {
        assertEquals(100, clock.nanos());
        now = 200;
        clock.endOfEvent();
        assertEquals(200, clock.nanos());
    }

    @Test
    void theTimeOfDayIsThatOfTheEvent() {
        long before = System.currentTimeMillis();
        long millis = clock.millis();
        assertTrue(before <= millis && millis <= System.currentTimeMillis());
        clock.nanos();
        assertEquals(millis, clock.millis());
    }
}
