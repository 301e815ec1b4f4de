package io.mqttproxy.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which clients are being watched: nearly always none, and then asking costs one read. Safe for all threads.
 */
public final class Traces {
    /** Traces at a time. */
    public static final int MAXIMUM = 4;

    /** Replaced as a whole, because it is read for every publish and written when an operator asks. */
    private volatile Map<String, Trace> byClientId = Map.of();

    /** The trace of this client, {@code null} when nobody watches it. */
    public @Nullable Trace of(String clientId) {
        Map<String, Trace> current = byClientId;
        return current.isEmpty() ? null : current.get(clientId);
    }

    /**
     * Begins to watch a client; an earlier trace of it ends.
     *
     * @param lines is told what happens, on any thread, and must return at once
     * @return {@code null} when {@link #MAXIMUM} other clients are being watched
     */
    public synchronized @Nullable Trace begin(String clientId, Consumer<String> lines) {
        Map<String, Trace> next = new HashMap<>(byClientId);
        Trace trace = new Trace(this, clientId, lines);
        Trace earlier = next.put(clientId, trace);
        if (next.size() > MAXIMUM) {
            return null;
        }
        byClientId = Map.copyOf(next);
        if (earlier != null) {
            earlier.close();
        }
        return trace;
    }

    synchronized void remove(Trace trace) {
        Map<String, Trace> next = new HashMap<>(byClientId);
        if (next.remove(trace.clientId(), trace)) {
            byClientId = Map.copyOf(next);
        }
    }
}
