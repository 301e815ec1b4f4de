package io.mqttproxy.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM, as an event that the main thread can wait for. Open it first in a
 * try-with-resources: the process then stays alive until all resources opened after it are closed, for
 * at most 30 seconds.
 */
public final class StopSignal implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Catches the signal from now on. */
    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "stop-signal"));
    }

    /** Returns once the process has been asked to stop. */
    public void await() throws InterruptedException {
        stop.await();
    }

    /** Waits for at most this long. Returns whether the process has been asked to stop. */
    public boolean await(long timeout, TimeUnit unit) throws InterruptedException {
        return stop.await(timeout, unit);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void stopAndWait() {
        stop.countDown();
        try {
            if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("mqtt-bench: gave up closing after " + PATIENCE_SECONDS + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
