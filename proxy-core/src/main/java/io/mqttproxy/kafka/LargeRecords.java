package io.mqttproxy.kafka;

import io.mqttproxy.publish.Publication;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets large records find room in a full buffer. The producer's memory becomes free by the batch, and others would take each
 * piece at once, so that a record that needs several would wait for as long as Kafka is overloaded. A large record that was
 * refused therefore gets a turn, in which nothing else is offered. Only one has a turn at a time, and none for long: what fits
 * must not wait for a Kafka that stores nothing, or for a client that is gone. Between two turns others have as much time as
 * the turn took. Thread-safe.
 */
final class LargeRecords {
    private static final long LONGEST_TURN = Duration.ofSeconds(1).toNanos();

    /** Whoever waits is offered again much sooner than this. */
    private static final long ABANDONED = Duration.ofMillis(200).toNanos();

    /** From the beginning of a turn that was of no use to the next one, which may be for the same record. */
    private static final long PAUSE = 2 * LONGEST_TURN;

    private final int large;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();

    /** When the next turn may begin. */
    private volatile long vacantFrom;

    private static final class Turn {
        private final Publication publication;
        private final long began;
        private volatile long offered;

        Turn(Publication publication, long now) {
            this.publication = publication;
            this.began = now;
            this.offered = now;
        }

        /** The same object is offered again, and comparing payloads would take time. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Publication other) {
            return publication == other;
        }

        boolean isOver(long now) {
            return now - began > LONGEST_TURN || now - offered > ABANDONED;
        }
    }

    /** @param batchSize bytes of memory that the producer takes for each batch */
    LargeRecords(int batchSize, LongSupplier nanoTime) {
        // With its headers, half of it may be too much for one batch.
        this.large = batchSize / 2;
        this.nanoTime = nanoTime;
        this.vacantFrom = nanoTime.getAsLong();
    }

    /** Whether a publication may be offered to the producer now. */
    boolean mayPass(Publication publication) {
        Turn now = turn.get();
        if (now == null || now.isOf(publication)) {
            return true;
        }
        if (!now.isOver(nanoTime.getAsLong())) {
            return false;
        }
        end(now, now.began + PAUSE);
        return true;
    }

    /** The producer has accepted a publication. */
    void accepted(Publication publication) {
        Turn now = turn.get();
        if (now != null && now.isOf(publication)) {
            long time = nanoTime.getAsLong();
            // It may have found room long after its turn.
            end(now, time + Math.min(time - now.began, LONGEST_TURN));
        }
    }

    /** The producer has had no room for a publication. Returns whether it has its turn, and should be offered before others. */
    boolean refused(Publication publication) {
        if (publication.payload().length < large) {
            return false;
        }
        long time = nanoTime.getAsLong();
        Turn now = turn.get();
        if (now != null && now.isOf(publication)) {
            now.offered = time;
        }
        if (now != null && !now.isOver(time)) {
            return now.isOf(publication);
        }
        if (now != null) {
            end(now, now.began + PAUSE);
        }
        return time - vacantFrom >= 0 && turn.compareAndSet(null, new Turn(publication, time));
    }

    private void end(Turn ended, long nextFrom) {
        vacantFrom = nextFrom;
        turn.compareAndSet(ended, null);
    }
}
