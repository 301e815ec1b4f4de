package io.mqttproxy.bench.load;

import java.util.concurrent.TimeUnit;

/**
 * Runs a task at most once per second, the first time after a second, however often {@link #run} is
 * called. For one thread.
 */
final class EverySecond implements Runnable {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Runnable task;
    private long last = System.nanoTime();

    EverySecond(Runnable task) {
        this.task = task;
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        if (now - last >= SECOND_NANOS) {
            last = now;
            task.run();
        }
    }
}
