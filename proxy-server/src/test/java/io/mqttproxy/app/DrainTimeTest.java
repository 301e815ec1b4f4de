package io.mqttproxy.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrainTimeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final AtomicLong now = new AtomicLong(-5);
    private final DrainTime time = new DrainTime(TIMEOUT, now::get);

    @Test
    void nothingIsGoneBeforeTheBeginning() {
        pass(Duration.ofHours(1));

        assertEquals(TIMEOUT, time.left());
    }

    @Test
    void whoComesLaterHasWhatIsLeft() {
        time.begin();
        pass(Duration.ofSeconds(29));

        assertEquals(Duration.ofSeconds(1), time.left());
    }

    @Test
    void afterTheEndNothingIsLeft() {
        time.begin();
        pass(TIMEOUT.plusSeconds(1));

        assertEquals(Duration.ZERO, time.left());
    }

    private void pass(Duration duration) {
        now.addAndGet(duration.toNanos());
    }
}
