package io.mqttproxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TemplatedTopicsTest {

    @Test
    void equalTopicNamesShareOneString() {
        TemplatedTopics topics = new TemplatedTopics(1);
        String first = topics.admit(new String("a"));
        assertSame(first, topics.admit(new String("a")));
        assertNull(topics.admit("b"));
    }

    @Test
    void theBoundHoldsWhenManyThreadsAddTopics() throws InterruptedException {
        TemplatedTopics topics = new TemplatedTopics(100);
        Set<String> admitted = ConcurrentHashMap.newKeySet();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            threads.add(new Thread(() -> {
                awaitQuietly(start);
                for (int i = 0; i < 1_000; i++) {
                    String topic = topics.admit("t" + i);
                    if (topic != null) {
                        admitted.add(topic);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(100, admitted.size());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
