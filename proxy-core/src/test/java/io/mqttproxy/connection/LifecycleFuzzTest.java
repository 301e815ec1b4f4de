package io.mqttproxy.connection;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Lives through many {@linkplain RandomLife random lives}. A short run in every build; {@code mvn -Pfuzz} runs for {@code
 * fuzz.seconds}, from another seed each time. {@code -Dlifecycle.seed=4711} runs one seed alone.
 */
class LifecycleFuzzTest {
    private static final long SECONDS = Long.getLong("fuzz.seconds", 0);
    private static final long ONLY_SEED = Long.getLong("lifecycle.seed", 0);
    private static final int SHORT_RUN = 300;

    @Test
    void whateverHappensEveryoneIsServedAndNothingIsLeftBehind() {
        if (ONLY_SEED != 0) {
            live(ONLY_SEED);
            return;
        }
        long first = SECONDS == 0 ? 1 : System.nanoTime();
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        for (long seed = first; SECONDS == 0 ? seed <= SHORT_RUN : System.nanoTime() < end; seed++) {
            live(seed);
        }
    }

    private static void live(long seed) {
        try {
            RandomLife.live(seed);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", alone with -Dlifecycle.seed=" + seed, e);
        }
    }
}
