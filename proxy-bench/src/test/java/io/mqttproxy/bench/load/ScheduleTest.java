package io.mqttproxy.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void withoutARampMessagesAreEquallyFarApart() {
        Schedule schedule = new Schedule(1_000, Duration.ZERO, Duration.ofSeconds(10), Long.MAX_VALUE);

        assertEquals(0, schedule.dueNanos(0));
        assertEquals(SECOND / 1_000, schedule.dueNanos(1));
        assertEquals(5 * SECOND, schedule.dueNanos(5_000));
    }

    @Test
    void duringTheRampHalfAsManyMessagesAreDue() {
        Schedule schedule = new Schedule(1_000, Duration.ofSeconds(4), Duration.ofSeconds(10), Long.MAX_VALUE);

        assertEquals(2 * SECOND, schedule.dueNanos(500));
        assertEquals(4 * SECOND, schedule.dueNanos(2_000));
        assertEquals(5 * SECOND, schedule.dueNanos(3_000));
    }

    @Test
    void noMessageIsDueBeforeThePreviousOne() {
        Schedule schedule = new Schedule(777, Duration.ofMillis(1_234), Duration.ofSeconds(10), Long.MAX_VALUE);

        assertTrue(LongStream.range(1, 5_000)
                .allMatch(message -> schedule.dueNanos(message) >= schedule.dueNanos(message - 1)));
    }

    @Test
    void theScheduleIsOverAfterItsDurationOrItsMessages() {
        Schedule schedule = new Schedule(1_000, Duration.ZERO, Duration.ofSeconds(10), 100);

        assertFalse(schedule.isOver(99, 9 * SECOND));
        assertTrue(schedule.isOver(99, 10 * SECOND));
        assertTrue(schedule.isOver(100, 9 * SECOND));
    }
}
