package io.mqttproxy.app;

import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM and SIGINT into one request to stop; a second signal stops the process at once.
 *
 * <p>A JVM shutdown hook would do neither: the JVM would exit with 143 although everything went well, and a hook does not
 * see a second signal.
 */
final class StopSignals {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

    private final CompletableFuture<String> stop = new CompletableFuture<>();

    private StopSignals() {}

    /** Completes on the first signal, with its name. */
    static CompletableFuture<String> install() {
        StopSignals signals = new StopSignals();
        for (String name : new String[] {"TERM", "INT"}) {
            Signals.handle(name, "stops this proxy without draining", () -> signals.onSignal(name));
        }
        return signals.stop;
    }

    private void onSignal(String name) {
        if (!stop.complete("SIG" + name)) {
            LOG.warn("SIG{} again: stopping at once", name);
            Runtime.getRuntime().halt(ExitCode.SIGNAL + (name.equals("INT") ? 2 : 15));
        }
    }
}
