package io.mqttproxy.bench.lab;

import io.mqttproxy.bench.StopSignal;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions, and calls an observer meanwhile. For one thread. */
public final class Waiting {
    private static final long POLL_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final StopSignal stop;
    private final Runnable onLooker;

    /** @param onLooker runs every few milliseconds of waiting */
    public Waiting(StopSignal stop, Runnable onLooker) {
        this.stop = stop;
        this.onLooker = onLooker;
    }

    /**
     * Returns whether the condition came to hold within three minutes, which is more than
     * {@code delivery.timeout.ms}.
     *
     * @throws CancellationException when the process is asked to stop
     */
    public boolean until(BooleanSupplier condition) throws InterruptedException {
        boolean holds = await(PATIENCE, condition);
        if (!holds) {
            requireNotStopped();
        }
        return holds;
    }

    /**
     * Like {@link #until}, but fails if the condition does not hold in time: everything after it
     * depends on it.
     */
    public void require(String what, BooleanSupplier condition) throws InterruptedException {
        if (!until(condition)) {
            throw new IllegalStateException("gave up waiting for " + what);
        }
    }

    /** Waits for this long, for example while a fault lasts. */
    public void hold(Duration duration) throws InterruptedException {
        await(duration, () -> false);
        requireNotStopped();
    }

    /** Returns whether the condition came to hold in that time; does not wait on when the process is asked to stop. */
    public boolean await(Duration timeout, BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            boolean over = System.nanoTime() - start >= timeout.toNanos();
            if (over || stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
            onLooker.run();
        }
        return true;
    }

    private void requireNotStopped() throws InterruptedException {
        if (stop.await(0, TimeUnit.MILLISECONDS)) {
            throw new CancellationException("stopped");
        }
    }
}
