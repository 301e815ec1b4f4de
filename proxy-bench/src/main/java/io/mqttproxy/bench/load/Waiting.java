package io.mqttproxy.bench.load;

import io.mqttproxy.bench.StopSignal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for what devices do.
 *
 * @param stop ends all waiting early
 */
record Waiting(StopSignal stop) {
    private static final long POLL_MILLIS = 20;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Returns when the condition holds, the time is over or the run is stopped; runs the task every second, or later. */
    void await(Duration timeout, BooleanSupplier condition, Runnable everySecond) throws InterruptedException {
        long start = System.nanoTime();
        long last = start;
        while (!condition.getAsBoolean() && System.nanoTime() - start < timeout.toNanos()) {
            if (stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            long now = System.nanoTime();
            if (now - last >= SECOND_NANOS) {
                last = now;
                everySecond.run();
            }
        }
    }
}
