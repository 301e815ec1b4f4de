package io.mqttproxy.threads;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates named daemon threads, which do not keep the process alive. Thread-safe. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** For an executor with a single thread, which gets this name. */
    public static ThreadFactory named(String name) {
        return task -> daemon(task, name);
    }

    /** For an executor with several threads, which are named {@code name-1}, {@code name-2} and so on. */
    public static ThreadFactory numbered(String name) {
        AtomicInteger last = new AtomicInteger();
        return task -> daemon(task, name + "-" + last.incrementAndGet());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
