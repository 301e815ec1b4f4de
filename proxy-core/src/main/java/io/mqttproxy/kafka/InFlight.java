package io.mqttproxy.kafka;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries in flight in one producer. If the producer's own thread ends, only this list still
 * knows them and can fail them. Deliveries are linked through fields of their own, so that adding one
 * allocates nothing. Thread-safe.
 */
final class InFlight {
    /**
     * The list is divided by threads into parts with a lock each. With this many parts, event loops
     * rarely share one, and Kafka's thread holds each lock only for an instant.
     */
    private static final int PARTS = 16;

    private final List<Part> parts =
            IntStream.range(0, PARTS).mapToObj(index -> new Part()).toList();

    /** Base class of a delivery: its links in the list. */
    abstract static class Entry {
        private final Thread offering = Thread.currentThread();
        private @Nullable Entry older;
        private @Nullable Entry newer;
        private boolean listed;

        /** Whether the calling thread is the one that offered the publication. */
        final boolean isOffering() {
            return Thread.currentThread() == offering;
        }

        /** The producer will never report the outcome. */
        abstract void lost();
    }

    /** Adds an entry. Returns false after {@link #close}. */
    boolean add(Entry entry) {
        return part(entry).add(entry);
    }

    /**
     * Removes an entry. Returns whether it was still in the list, so that exactly one caller may tell
     * the outcome.
     */
    boolean remove(Entry entry) {
        return part(entry).remove(entry);
    }

    /**
     * Closes the list. All remaining entries are lost, in the order in which they were added.
     * Allocates nothing, because the reason for closing may be a lack of memory.
     */
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
