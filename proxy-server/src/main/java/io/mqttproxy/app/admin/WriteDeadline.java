package io.mqttproxy.app.admin;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a response whose reader takes too long: the thread that writes it is interrupted, upon which its channel closes. The
 * JDK's server has one bound for all responses, which must let a trace live.
 */
final class WriteDeadline implements AutoCloseable {
    private final Thread writer = Thread.currentThread();
    private final Future<?> timeout;
    private boolean written;

    /** For what the calling thread writes until {@link #close}. */
    WriteDeadline(ScheduledExecutorService timer, Duration limit) {
        timeout = timer.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void close() {
        written = true;
        timeout.cancel(false);
    }

    private synchronized void expire() {
        if (!written) {
            writer.interrupt();
        }
    }
}
