package io.mqttproxy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplacementPauseTest {
    private final ReplacementPause pause = new ReplacementPause(Duration.ofSeconds(1));

    @Test
    void thePauseDoublesUpToHalfAMinute() {
        List<Long> seconds =
                Stream.generate(pause::next).limit(7).map(Duration::toSeconds).toList();

        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L), seconds);
    }

    @Test
    void thePauseIsShortAgainAfterAProducerThatHadStoredSomething() {
        pause.next();
        pause.next();

        assertEquals(Duration.ofSeconds(1), pause.first());
        assertEquals(Duration.ofSeconds(2), pause.next());
    }
}
