package io.mqttproxy.app;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one {@code drain-timeout} that connections and, after them, Kafka's producer share: a stop takes no longer because
 * it has two parts. Safe for all threads.
 */
final class DrainTime {
    private final Duration timeout;
    private final LongSupplier clock;

    /** Null as long as nothing drains. */
    private volatile @Nullable Long begunNanos;

    DrainTime(Duration timeout) {
        this(timeout, System::nanoTime);
    }

    /** @param clock as {@link System#nanoTime} */
    DrainTime(Duration timeout, LongSupplier clock) {
        this.timeout = timeout;
        this.clock = clock;
    }

    void begin() {
        begunNanos = clock.getAsLong();
    }

    /** All of it before the beginning; never negative. */
    Duration left() {
        Long begun = begunNanos;
        long passed = begun == null ? 0 : clock.getAsLong() - begun;
        return Duration.ofNanos(Math.max(0, timeout.toNanos() - passed));
    }
}
