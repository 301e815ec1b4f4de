package io.mqttproxy.bench.load;

import java.util.concurrent.TimeUnit;

/** Runs a task for the first time after a second, then every second, or later: for who asks more often. For one thread. */
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
