package io.mqttproxy.security;

import io.mqttproxy.security.AuthenticationResult.Refusal;
import io.mqttproxy.security.AuthenticationResult.Refused;
import io.mqttproxy.threads.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that check credentials, so that event loops do not have to. Their number and the queue
 * in front of them are bounded. When more clients come than can be checked, the rest is told that the
 * server is unavailable. Thread-safe.
 */
final class AuthenticationWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuthenticationWorkers.class);
    private static final AuthenticationResult UNAVAILABLE = new Refused(Refusal.SERVER_UNAVAILABLE);

    private final ThreadPoolExecutor executor;
    private final long connectTimeoutNanos;
    private final LongSupplier clock;

    /**
     * @param queueSize number of checks that may wait for a thread
     * @param connectTimeout how long a client waits for its answer; a check that has waited longer is
     *     skipped
     * @param clock replaces {@link System#nanoTime} in tests
     */
    AuthenticationWorkers(int threads, int queueSize, Duration connectTimeout, LongSupplier clock) {
        executor = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(queueSize),
                DaemonThreads.numbered("authentication"));
        executor.allowCoreThreadTimeOut(true);
        this.connectTimeoutNanos = connectTimeout.toNanos();
        this.clock = clock;
    }

    /** Runs a check on one of the threads. Returns at once; the stage never completes exceptionally. */
    CompletionStage<AuthenticationResult> submit(Supplier<AuthenticationResult> check) {
        return submit(check, UNAVAILABLE);
    }

    /**
     * Runs a check on one of the threads. Returns at once; the stage never completes exceptionally.
     *
     * @param unavailable the answer when the check is not run, or fails
     */
    <T> CompletionStage<T> submit(Supplier<T> check, T unavailable) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        long submitted = clock.getAsLong();
        try {
            executor.execute(() -> answer.complete(run(check, unavailable, submitted)));
        } catch (RejectedExecutionException e) {
            answer.complete(unavailable);
        }
        return answer;
    }

    private <T> T run(Supplier<T> check, T unavailable, long submitted) {
        if (clock.getAsLong() - submitted > connectTimeoutNanos) {
            return unavailable;
        }
        try {
            return check.get();
        } catch (RuntimeException e) {
            LOG.error("Cannot check credentials because of an unexpected error, refusing the client", e);
            return unavailable;
        }
    }

    /**
     * Stops the threads. Queued checks are dropped without an answer, because their connections are
     * already closed.
     */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
