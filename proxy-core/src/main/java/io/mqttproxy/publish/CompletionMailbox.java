package io.mqttproxy.publish;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries completed publications from Kafka's I/O thread to the thread that owns their connections.
 *
 * <p>Kafka completes whole batches in a burst. One task per completion would wake the owner thousands
 * of times. Here only the entry that finds the mailbox empty schedules a drain, and one drain receives
 * everything that has arrived, oldest first. Entries are linked through a field of their own, so
 * {@link #put} allocates nothing. Scheduling a drain can fail for lack of memory. The owner must
 * therefore also call {@link #drain} periodically.
 *
 * @param <E> the entry type; an entry must not be put again before it has been received
 */
public final class CompletionMailbox<E extends CompletionMailbox.Entry<E>> {

    /** Base class of the entries: holds the link to the entry that was put before this one. */
    public abstract static class Entry<E extends Entry<E>> {
        private @Nullable E previous;
    }

    private static final Logger LOG = LoggerFactory.getLogger(CompletionMailbox.class);

    private final AtomicReference<@Nullable E> last = new AtomicReference<>();
    private final Executor owner;
    private final Consumer<E> receiver;
    private final Runnable endOfBatch;
    private final Runnable drain = this::drain;

    /**
     * Creates a mailbox for one owner.
     *
     * @param owner runs its tasks one after the other on one thread
     * @param receiver is called with each entry, on the owner's thread
     * @param endOfBatch runs on the owner's thread after each batch of entries
     */
    public CompletionMailbox(Executor owner, Consumer<E> receiver, Runnable endOfBatch) {
        this.owner = owner;
        this.receiver = receiver;
        this.endOfBatch = endOfBatch;
    }

    /**
     * Hands an entry to the owner. Callable from any thread; never blocks. If the owner has stopped,
     * nobody receives it.
     */
    public void put(E entry) {
        E before;
        do {
            before = last.get();
            ((Entry<E>) entry).previous = before;
        } while (!last.compareAndSet(before, entry));
        if (before == null) {
            wakeOwner();
        }
    }

    private void wakeOwner() {
        try {
            owner.execute(drain);
        } catch (RejectedExecutionException e) {
            LOG.trace("Completed publications dropped: the owning event loop has stopped");
        } catch (OutOfMemoryError e) {
            // Thrown on, the error would end Kafka's I/O thread.
            LOG.warn(
                    "Event loop not woken for completed publications, it will find them at its next periodic check: {}",
                    e.toString());
        }
    }

    /** Receives all entries that have arrived. Call on the owner's thread only. */
    public void drain() {
        E entry = inOrder(last.getAndSet(null));
        if (entry == null) {
            return;
        }
        while (entry != null) {
            E next = ((Entry<E>) entry).previous;
            ((Entry<E>) entry).previous = null;
            receiver.accept(entry);
            entry = next;
        }
        endOfBatch.run();
    }

    /** Reverses the chain, which is linked newest first. */
    private static <E extends Entry<E>> @Nullable E inOrder(@Nullable E newest) {
        E reversed = null;
        E entry = newest;
        while (entry != null) {
            E before = ((Entry<E>) entry).previous;
            ((Entry<E>) entry).previous = reversed;
            reversed = entry;
            entry = before;
        }
        return reversed;
    }
}
