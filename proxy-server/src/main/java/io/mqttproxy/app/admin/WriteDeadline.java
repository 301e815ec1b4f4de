package io.mqttproxy.app.admin;

import io.mqttproxy.threads.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends responses whose readers take too long: the thread that writes is interrupted, upon which its channel closes. The
 * JDK's server has one bound for all responses, which must let a trace live. Safe for all threads.
 */
final class WriteDeadline implements AutoCloseable {
    private final Duration limit;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("admin-timer"));

    /** @param limit for each response */
    WriteDeadline(Duration limit) {
        this.limit = limit;
    }

    /** Writes one response. */
    interface Write {
        void run() throws IOException;
    }

    /** Runs it on the calling thread. */
    void guard(Write write) throws IOException {
        Writer writer = new Writer();
        Future<?> timeout = timer.schedule(writer::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            write.run();
        } finally {
            timeout.cancel(false);
            writer.end();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** The calling thread, until it goes on to something else. */
    private static final class Writer {
        private final Thread thread = Thread.currentThread();
        private boolean ended;

        synchronized void interrupt() {
            if (!ended) {
                thread.interrupt();
            }
        }

        synchronized void end() {
            ended = true;
        }
    }
}
