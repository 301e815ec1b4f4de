package io.mqttproxy.kafka;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one producer was given and has not told of yet: nobody else would tell of it when the producer's own thread has
 * ended. Deliveries are their own list nodes, so nothing is allocated. Safe for all threads.
 */
final class InFlight {
    /** So many that two event loops rarely share one; Kafka's thread takes each for an instant only. */
    private static final int PARTS = 16;

    private final List<Part> parts =
            IntStream.range(0, PARTS).mapToObj(index -> new Part()).toList();

    /** Base of a delivery: its place in the list. */
    abstract static class Entry {
        private final Thread offering = Thread.currentThread();
        private @Nullable Entry older;
        private @Nullable Entry newer;
        private boolean listed;

        /** Whether the calling thread is the one that offered it. */
        final boolean isOffering() {
            return Thread.currentThread() == offering;
        }

        /** The producer will not tell any more. */
        abstract void lost();
    }

    /** Returns whether it is taken: nothing is after the end. */
    boolean add(Entry entry) {
        return part(entry).add(entry);
    }

    /** Returns whether it was still there, so that only one can tell its outcome. */
    boolean remove(Entry entry) {
        return part(entry).remove(entry);
    }

    /** Ends it: what is still there is lost, in the order of its coming. Allocates nothing: memory may be short. */
    void close() {
        for (Part part : parts) {
            part.close();
            for (Entry entry = part.oldest(); entry != null; entry = part.oldest()) {
                entry.lost();
                part.remove(entry);
            }
        }
    }

    private Part part(Entry entry) {
        return parts.get((int) (entry.offering.getId() % PARTS));
    }

    private static final class Part {
        private @Nullable Entry oldest;
        private @Nullable Entry newest;
        private boolean closed;

        synchronized @Nullable Entry oldest() {
            return oldest;
        }

        synchronized boolean add(Entry entry) {
            if (closed) {
                return false;
            }
            entry.listed = true;
            entry.older = newest;
            if (newest == null) {
                oldest = entry;
            } else {
                newest.newer = entry;
            }
            newest = entry;
            return true;
        }

        synchronized boolean remove(Entry entry) {
            if (!entry.listed) {
                return false;
            }
            entry.listed = false;
            if (entry.older == null) {
                oldest = entry.newer;
            } else {
                entry.older.newer = entry.newer;
            }
            if (entry.newer == null) {
                newest = entry.older;
            } else {
                entry.newer.older = entry.older;
            }
            entry.older = null;
            entry.newer = null;
            return true;
        }

        synchronized void close() {
            closed = true;
        }
    }
}
