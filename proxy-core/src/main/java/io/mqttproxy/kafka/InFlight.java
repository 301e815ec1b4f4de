package io.mqttproxy.kafka;

import java.util.ArrayList;
import java.util.Collections;
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

    /** Ends it: what is still there is lost. */
    void close() {
        for (Part part : parts) {
            part.close().forEach(Entry::lost);
        }
    }

    private Part part(Entry entry) {
        return parts.get((int) (entry.offering.getId() % PARTS));
    }

    private static final class Part {
        private @Nullable Entry newest;
        private boolean closed;

        synchronized boolean add(Entry entry) {
            if (closed) {
                return false;
            }
            entry.listed = true;
            entry.older = newest;
            if (newest != null) {
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
            if (entry.older != null) {
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

        /** What is there stays, so that whoever removes it first tells of it. */
        synchronized List<Entry> close() {
            closed = true;
            List<Entry> left = new ArrayList<>();
            for (Entry entry = newest; entry != null; entry = entry.older) {
                left.add(entry);
            }
            Collections.reverse(left);
            return left;
        }
    }
}
