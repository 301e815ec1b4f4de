package io.mqttproxy.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many completions need only one wake-up, and none is lost or overtakes another. */
class CompletionMailboxTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> received = new ArrayList<>();
    private final CompletionMailbox<Numbered> mailbox = new CompletionMailbox<>(
            tasks::add, entry -> received.add(entry.sender + ":" + entry.number), () -> received.add("end"));

    private static final class Numbered extends CompletionMailbox.Entry<Numbered> {
        private final int sender;
        private final int number;

        Numbered(int sender, int number) {
            this.sender = sender;
            this.number = number;
        }
    }

    @Test
    void entriesArriveInOrderAndThenTheBatchEnds() {
        put(0, 1);
        put(0, 2);
        put(0, 3);
        runTasks();

        assertEquals(List.of("0:1", "0:2", "0:3", "end"), received);
    }

    @Test
    void aBatchIsOneWakeUp() {
        for (int i = 0; i < 1_000; i++) {
            put(0, i);
        }

        assertEquals(1, tasks.size());
    }

    /**
     * Kafka's producer is closed after the event loops. An exception in its callback would be logged
     * with a stack trace.
     */
    @Test
    void aStoppedOwnerDoesNotTroubleTheSender() {
        CompletionMailbox<Numbered> late = new CompletionMailbox<>(
                task -> {
                    throw new RejectedExecutionException("stopped");
                },
                entry -> received.add("late"),
                () -> received.add("end"));

        late.put(new Numbered(0, 1));
        late.put(new Numbered(0, 2));

        assertEquals(List.of(), received);
    }

    @Test
    void entriesThatCouldNotWakeTheOwnerWaitForItsNextDrain() {
        boolean[] exhausted = {true};
        CompletionMailbox<Numbered> poor = new CompletionMailbox<>(
                task -> {
                    if (exhausted[0]) {
                        throw new OutOfMemoryError("no room for a task");
                    }
                    tasks.add(task);
                },
                entry -> received.add(entry.sender + ":" + entry.number),
                () -> received.add("end"));

        poor.put(new Numbered(0, 1));
        exhausted[0] = false;
        poor.put(new Numbered(0, 2));
        poor.drain();
        poor.put(new Numbered(0, 3));
        runTasks();

        assertEquals(List.of("0:1", "0:2", "end", "0:3", "end"), received);
    }

    @Test
    void nothingIsReceivedOnTheSendersThread() {
        put(0, 1);

        assertEquals(List.of(), received);
    }

    @Test
    void anEntryAfterABatchWakesTheOwnerAgain() {
        put(0, 1);
        runTasks();
        put(0, 2);
        runTasks();

        assertEquals(List.of("0:1", "end", "0:2", "end"), received);
    }

    @Test
    void anEntryCanBePutAgainFromItsReceiver() {
        List<Integer> seen = new ArrayList<>();
        List<CompletionMailbox<Numbered>> self = new ArrayList<>();
        CompletionMailbox<Numbered> again = new CompletionMailbox<>(
                tasks::add,
                entry -> {
                    seen.add(entry.number);
                    if (seen.size() < 3) {
                        self.get(0).put(entry);
                    }
                },
                () -> {});
        self.add(again);

        again.put(new Numbered(0, 7));
        runTasks();

        assertEquals(List.of(7, 7, 7), seen);
    }

    @Test
    void manySendersLoseNothingAndKeepTheirOrder() throws InterruptedException {
        int senders = 4;
        int each = 20_000;
        int[] next = new int[senders];
        CountDownLatch all = new CountDownLatch(senders * each);
        ExecutorService owner = Executors.newSingleThreadExecutor();
        CompletionMailbox<Numbered> shared = new CompletionMailbox<>(
                owner,
                entry -> {
                    // An entry out of order would stop the count.
                    if (next[entry.sender] == entry.number) {
                        next[entry.sender]++;
                        all.countDown();
                    }
                },
                () -> {});

        for (int sender = 0; sender < senders; sender++) {
            int id = sender;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            shared.put(new Numbered(id, i));
                        }
                    })
                    .start();
        }

        assertTrue(all.await(30, TimeUnit.SECONDS), () -> all.getCount() + " are lost or out of order");
        owner.shutdown();
    }

    private void put(int sender, int number) {
        mailbox.put(new Numbered(sender, number));
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
