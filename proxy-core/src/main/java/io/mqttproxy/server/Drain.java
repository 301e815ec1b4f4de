package io.mqttproxy.server;

import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.connection.ConnectionLoop;
import io.mqttproxy.threads.DaemonThreads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Ends all connections, a few at a time. If thousands of devices lost their connections at the same
 * instant, they would all reconnect at the same instant, to replicas that have to bear the load.
 */
final class Drain {
    private static final long STEP_MILLIS = 100;

    private final DeliveryConfig delivery;
    private final Collection<ConnectionLoop> loops;
    private final BooleanSupplier isDone;
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();

    /** A daemon thread, so that it does not delay the exit when a second signal stops the proxy at once. */
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("drain"));

    private final long startedNanos = System.nanoTime();
    private final DrainPace pace;

    /**
     * How many connections event loops were told to end but did not have; other event loops get this
     * share next.
     */
    private final AtomicInteger unused = new AtomicInteger();

    private long allowed;
    private int turn;

    /**
     * Creates a drain; {@link #start} begins it.
     *
     * @param connections the number of open connections
     * @param isDone whether no connection is left and nothing remains to be settled; called on the
     *     drain's own thread
     */
    Drain(DeliveryConfig delivery, Collection<ConnectionLoop> loops, int connections, BooleanSupplier isDone) {
        this.delivery = delivery;
        this.loops = loops;
        this.isDone = isDone;
        this.pace = new DrainPace(delivery, connections);
    }

    /**
     * Begins the drain and returns at once. The future tells whether all connections ended before
     * {@code drain-timeout}.
     */
    CompletableFuture<Boolean> start() {
        timer.scheduleWithFixedDelay(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
        return finished;
    }

    private void step() {
        long elapsed = System.nanoTime() - startedNanos;
        boolean done = isDone.getAsBoolean();
        if (done || elapsed >= delivery.drainTimeout().toNanos()) {
            timer.shutdown();
            finished.complete(done);
            return;
        }
        long due = pace.dueAfter(elapsed);
        spread((int) (due - allowed) + unused.getAndSet(0));
        allowed = due;
    }

    /**
     * Spreads the connections to end over all event loops. Each step begins with another event loop:
     * at a slow pace, the allowance is used up before the last one has its turn.
     */
    private void spread(int count) {
        List<ConnectionLoop> inTurn = new ArrayList<>(loops);
        Collections.rotate(inTurn, -turn++);
        int left = count;
        int loopsLeft = inTurn.size();
        for (ConnectionLoop loop : inTurn) {
            int share = (left + loopsLeft - 1) / loopsLeft;
            left -= share;
            loopsLeft--;
            if (share > 0) {
                loop.eventLoop().execute(() -> unused.addAndGet(share - loop.drain(share)));
            }
        }
    }
}
