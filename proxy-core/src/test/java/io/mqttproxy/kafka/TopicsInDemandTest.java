package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TopicsInDemandTest {
    /** Near the end of what a clock of nanoseconds can count to. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);

    private final TopicsInDemand demand = new TopicsInDemand(clock::get);

    @Test
    void aTopicWithoutPublicationsForTenMinutesIsForgotten() {
        demand.add("once");
        demand.add("again");
        pass(Duration.ofMinutes(9));
        demand.add("again");
        assertEquals(Set.of("once", "again"), demand.recent());

        pass(Duration.ofMinutes(2));
        assertEquals(Set.of("again"), demand.recent());

        pass(Duration.ofMinutes(9));
        assertEquals(Set.of(), demand.recent());
    }

    @Test
    void thereAreNeverMoreThanAHundred() {
        for (int topic = 0; topic < 200; topic++) {
            demand.add("t" + topic);
        }
        assertEquals(100, demand.recent().size());

        pass(Duration.ofMinutes(11));
        demand.recent();
        demand.add("late");
        assertEquals(Set.of("late"), demand.recent());
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
