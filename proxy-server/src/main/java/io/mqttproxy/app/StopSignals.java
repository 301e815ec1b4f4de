package io.mqttproxy.app;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM and SIGINT into one request to stop; a second signal stops the process at once.
 *
 * <p>A JVM shutdown hook would do neither: the JVM would exit with 143 although everything went well, and a hook does not
 * see a second signal. {@code sun.misc.Signal}, of the supported module {@code jdk.unsupported}, does. It is reached by
 * reflection because the compiler's warning about that package cannot be silenced.
 */
final class StopSignals {
    private static final Logger LOGGER = LoggerFactory.getLogger(StopSignals.class);

    private final CompletableFuture<String> stop = new CompletableFuture<>();

    private StopSignals() {}

    /** Completes on the first signal, with its name. */
    static CompletableFuture<String> install() {
        StopSignals signals = new StopSignals();
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                signals.handle(name);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                LOGGER.warn("Signal {} stops this proxy without draining: {}", name, e.toString());
            }
        }
        return signals.stop;
    }

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Consumer<Object> onSignal = ignored -> onSignal(name);
        MethodHandle accept = MethodHandles.publicLookup()
                .findVirtual(Consumer.class, "accept", methodType(void.class, Object.class))
                .bindTo(onSignal);
        signal.getMethod("handle", signal, handler)
                .invoke(
                        null,
                        signal.getConstructor(String.class).newInstance(name),
                        MethodHandleProxies.asInterfaceInstance(handler, accept));
    }

    /** On a thread of the JVM's own for each signal. */
    private void onSignal(String name) {
        if (!stop.complete("SIG" + name)) {
            LOGGER.warn("SIG{} again: stopping at once", name);
            Runtime.getRuntime().halt(ExitCode.SIGNAL + (name.equals("INT") ? 2 : 15));
        }
    }
}
