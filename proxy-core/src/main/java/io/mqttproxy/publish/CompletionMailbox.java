package io.mqttproxy.publish;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries completed publications from Kafka's thread to the one thread that owns their connections.
 *
 * <p>Kafka completes whole batches in a burst. A task per completion would wake the owner thousands of times; here only
 * the entry that finds the mailbox empty wakes it, and the owner takes everything that is there at once, in order. The
 * entries are their own list nodes, so nothing is allocated. A wake-up may fail for lack of memory, so the owner looks by
 * itself from time to time.
 *
 * @param <E> entries; each is in at most one mailbox, at most once at a time
 */
public final class CompletionMailbox<E extends CompletionMailbox.Entry<E>> {

    /** Base of what a mailbox carries: the link to the entry that was put before it. */
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
     * A mailbox for one owner.
     *
     * @param owner runs its tasks one after the other on one thread
     * @param receiver is given each entry on the owner's thread
     * @param endOfBatch runs on the owner's thread when a batch has been received
     */
    public CompletionMailbox(Executor owner, Consumer<E> receiver, Runnable endOfBatch) {
        this.owner = owner;
        this.receiver = receiver;
        this.endOfBatch = endOfBatch;
    }

    /** Hands an entry to the owner, or to nobody when the owner has stopped; from any thread, never blocks. */
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
            LOG.trace("Completions after the end: their owner has stopped");
        } catch (OutOfMemoryError e) {
            // It would end Kafka's thread.
            LOG.warn("Completions wait for the next look of their owner: {}", e.toString());
        }
    }

    /** Receives what is there; on the owner's thread only. */
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

    /** Turns the chain around: it was linked newest first. */
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
