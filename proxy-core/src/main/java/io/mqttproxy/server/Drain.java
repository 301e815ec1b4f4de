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
 * Ends all connections, a few at a time: thousands of devices that lose their connection at the same instant come back at
 * the same instant, to replicas that have to bear it.
 */
final class Drain {
    private static final long STEP_MILLIS = 100;

    private final DeliveryConfig delivery;
    private final Collection<ConnectionLoop> loops;
    private final BooleanSupplier isDone;
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();

    /** A daemon: a second signal stops the proxy without waiting for it. */
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("drain"));

    private final long startedNanos = System.nanoTime();
    private final DrainPace pace;

    /** What event loops were allowed and had no connections for. */
    private final AtomicInteger unused = new AtomicInteger();

    private long allowed;
    private int turn;

    /**
     * A drain that has not begun.
     *
     * @param connections how many are open
     * @param isDone whether none is left, nor anything to settle; asked on any thread
     */
    Drain(DeliveryConfig delivery, Collection<ConnectionLoop> loops, int connections, BooleanSupplier isDone) {
        this.delivery = delivery;
        this.loops = loops;
        this.isDone = isDone;
        this.pace = new DrainPace(delivery, connections);
    }

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

    /** Starts with another event loop each time: at a slow pace the allowance ends before the last loop has its turn. */
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
