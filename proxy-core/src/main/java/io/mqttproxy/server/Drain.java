package io.mqttproxy.server;

import io.mqttproxy.config.DeliveryConfig;
import io.mqttproxy.connection.ConnectionLoop;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Ends all connections, a few at a time: thousands of devices that lose their connection at the same instant come back at
 * the same instant, to replicas that have to bear it.
 */
final class Drain {
    private static final long STEP_MILLIS = 100;
    private static final long STEPS_PER_SECOND = 1000 / STEP_MILLIS;

    private final DeliveryConfig delivery;
    private final Collection<ConnectionLoop> loops;
    private final IntSupplier openConnections;
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "drain"));
    private final long startedNanos = System.nanoTime();
    private final int perStep;

    /**
     * A drain that has not begun.
     *
     * @param openConnections how many are left, from any thread
     */
    Drain(DeliveryConfig delivery, Collection<ConnectionLoop> loops, IntSupplier openConnections) {
        this.delivery = delivery;
        this.loops = loops;
        this.openConnections = openConnections;
        this.perStep = perStep(delivery, openConnections.getAsInt());
    }

    CompletableFuture<Boolean> start() {
        timer.scheduleWithFixedDelay(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
        return finished;
    }

    private void step() {
        boolean late =
                System.nanoTime() - startedNanos >= delivery.drainTimeout().toNanos();
        if (openConnections.getAsInt() == 0 || late) {
            timer.shutdown();
            finished.complete(openConnections.getAsInt() == 0);
            return;
        }
        int share = Math.max(1, perStep / Math.max(1, loops.size()));
        for (ConnectionLoop loop : loops) {
            loop.eventLoop().execute(() -> loop.drain(share));
        }
    }

    /** At least one; without a rate, all of them within half the timeout, so that the other half is for their publishes. */
    private static int perStep(DeliveryConfig delivery, int connections) {
        if (delivery.drainRate() != 0) {
            return (int) Math.max(1, delivery.drainRate() / STEPS_PER_SECOND);
        }
        long steps = Math.max(1, delivery.drainTimeout().toMillis() / 2 / STEP_MILLIS);
        return (int) Math.max(1, (connections + steps - 1) / steps);
    }
}
