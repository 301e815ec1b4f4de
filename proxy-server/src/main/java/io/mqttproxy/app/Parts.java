package io.mqttproxy.app;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be closed in the opposite order. Used by one thread at a time. */
final class Parts implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();

    /** Remembers how to close what was just started. */
    void onClose(Runnable closing) {
        closings.push(closing);
    }

    /** Closes everything; a second call does nothing. */
    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }
}
