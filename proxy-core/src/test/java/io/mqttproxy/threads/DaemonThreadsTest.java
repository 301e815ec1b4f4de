package io.mqttproxy.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {
    @Test
    void threadsDoNotKeepTheProcessAlive() {
        assertTrue(DaemonThreads.named("timer").newThread(() -> {}).isDaemon());
        assertTrue(DaemonThreads.numbered("worker").newThread(() -> {}).isDaemon());
    }

    @Test
    void aReplacementThreadHasTheSameName() {
        ThreadFactory threads = DaemonThreads.named("timer");

        assertEquals("timer", threads.newThread(() -> {}).getName());
        assertEquals("timer", threads.newThread(() -> {}).getName());
    }

    @Test
    void severalThreadsAreNumberedFromOne() {
        ThreadFactory threads = DaemonThreads.numbered("worker");

        assertEquals("worker-1", threads.newThread(() -> {}).getName());
        assertEquals("worker-2", threads.newThread(() -> {}).getName());
    }
}
