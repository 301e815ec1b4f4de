package io.mqttproxy.bench.load;

import java.util.Random;

/** How long devices wait before they connect again: twice as long each time, spread by chance. Not thread-safe. */
public final class Backoff {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 5_000;

    private final Random random;

    /** @param seed of the spread */
    public Backoff(long seed) {
        random = new Random(seed);
    }

    /**
     * Milliseconds before the next attempt.
     *
     * @param failures in a row, at least 1
     */
    public long millis(int failures) {
        long limit = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
        return limit / 2 + random.nextLong(limit / 2 + 1);
    }
}
