package io.mqttproxy.app.admin;

import io.mqttproxy.trace.Trace;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Begins to watch a client of this proxy. Called by any thread. */
public interface Tracing {
    /**
     * Tells what happens to a client, whether it is connected or comes later, until the trace is closed.
     *
     * @param lines on any thread, and must return at once
     * @return {@code null} when too many clients are being watched already
     */
    @Nullable
    Trace begin(String clientId, Consumer<String> lines);
}
