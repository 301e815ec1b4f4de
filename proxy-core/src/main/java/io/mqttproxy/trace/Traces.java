package io.mqttproxy.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The clients that are being watched. Nearly always there is none, and a look-up then costs one
 * volatile read. Thread-safe.
 */
public final class Traces {
    /** The most traces at a time. */
    public static final int MAXIMUM = 4;

    /**
     * Immutable and replaced as a whole: it is read for every publish, and changes only when an
     * operator asks.
     */
    private volatile Map<String, Trace> byClientId = Map.of();

    /** The trace of this client, {@code null} when there is none. */
    public @Nullable Trace of(String clientId) {
        Map<String, Trace> current = byClientId;
        return current.isEmpty() ? null : current.get(clientId);
    }

    /**
     * Begins to watch a client. An earlier trace of the same client ends.
     *
     * @param lines receives a line for each event, on any thread; must return at once
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
