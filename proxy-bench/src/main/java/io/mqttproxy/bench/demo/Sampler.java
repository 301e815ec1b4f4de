package io.mqttproxy.bench.demo;

import java.util.concurrent.TimeUnit;

/**
 * Admits as many records as somebody can read: a handful at once, then one or two per second. Not
 * thread-safe.
 */
final class Sampler {
    private static final double BURST = 6;
    private static final double PER_SECOND = 1.5;

    private double allowance = BURST;
    private long lastTime;

    Sampler(long time) {
        lastTime = time;
    }

    /** Whether to show a record at a time of {@link System#nanoTime}. */
    boolean admits(long time) {
        allowance = Math.min(BURST, allowance + (time - lastTime) * PER_SECOND / TimeUnit.SECONDS.toNanos(1));
        lastTime = time;
        if (allowance < 1) {
            return false;
        }
        allowance--;
        return true;
    }
}
