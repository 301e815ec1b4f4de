package io.mqttproxy.security;

import static io.mqttproxy.security.Clients.answer;
import static io.mqttproxy.security.Clients.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mqttproxy.security.AuthenticationResult.Accepted;
import io.mqttproxy.security.AuthenticationResult.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticationWorkersTest {
    private static final AuthenticationResult YES = new Accepted(Identity.ANONYMOUS);

    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AuthenticationWorkers workers = new AuthenticationWorkers(1, 1, Duration.ofSeconds(10), now::get);

    @AfterEach
    void stop() {
        release.countDown();
        workers.close();
    }

    @Test
    void aCheckRunsOnAThreadOfItsOwn() throws Exception {
        AtomicReference<String> thread = new AtomicReference<>();

        assertEquals(YES, answer(workers.submit(() -> {
            thread.set(Thread.currentThread().getName());
            return YES;
        })));

        assertEquals("authentication-1", thread.get());
    }

    @Test
    void whenTheQueueIsFullTheServerIsUnavailableAtOnce() throws Exception {
        occupyTheThread();
        CompletableFuture<AuthenticationResult> queued =
                workers.submit(() -> YES).toCompletableFuture();

        CompletableFuture<AuthenticationResult> tooMany =
                workers.submit(() -> YES).toCompletableFuture();

        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), tooMany.getNow(null));
        assertFalse(queued.isDone());
        release.countDown();
        assertEquals(YES, answer(queued));
    }

    @Test
    void aCheckThatWaitedTooLongIsSkipped() throws Exception {
        occupyTheThread();
        CompletionStage<AuthenticationResult> late = workers.submit(() -> YES);

        now.addAndGet(Duration.ofSeconds(11).toNanos());
        release.countDown();

        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), answer(late));
    }

    @Test
    void aCheckThatThrowsRefusesTheClient() throws Exception {
        assertEquals(refused(Refusal.SERVER_UNAVAILABLE), answer(workers.submit(() -> {
            throw new IllegalStateException("broken check");
        })));
    }

    private void occupyTheThread() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        workers.submit(() -> {
            running.countDown();
            awaitRelease();
            return YES;
        });
        running.await();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
